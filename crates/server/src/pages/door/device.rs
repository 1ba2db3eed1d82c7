//! What a person will recognise their device by: browser and system, from what the browser says of itself.

use axum::http::{HeaderMap, header};

/// Browsers, those first that also name the later ones.
const BROWSERS: [(&str, &str); 6] =
    [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];
const SYSTEMS: [(&str, &str); 6] =
    [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

/// `Firefox on Linux`; `a program` where nothing is known.
pub(super) fn of(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = |names: &[(&str, &'static str)]| names.iter().find(|(sign, _)| said.contains(sign)).map(|(_, name)| *name);
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.into(),
        (None, Some(system)) => format!("a browser on {system}"),
        (None, None) => "a program".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_told_in_a_few_known_words_whatever_the_browser_says() {
        let told = |said: &'static str| of(&HeaderMap::from_iter([(header::USER_AGENT, said.parse().expect("a header"))]));
        assert_eq!(told("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"), "Firefox on Linux");
        assert_eq!(told("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0"), "Edge on Windows");
        assert_eq!(told("<script>"), "a program");
        assert_eq!(of(&HeaderMap::new()), "a program");
    }
}
