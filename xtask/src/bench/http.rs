//! As much HTTP as the readers need: one request over a connection of its own, read to the end. Loopback only.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

/// What the server said.
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The head's lines, without the status line.
    pub(crate) head: String,
    /// The body; still in chunks if the server sent chunks.
    pub(crate) body: String,
    /// From before connecting until the last byte.
    pub(crate) taken: Duration,
}

impl Answer {
    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let of = |line: &'_ str| line.split_once(':').filter(|(present, _)| present.eq_ignore_ascii_case(name)).is_some();
        self.head.lines().find(|line| of(line)).and_then(|line| line.split_once(':')).map(|(_, value)| value.trim())
    }

    /// The time that the server says it took: `Server-Timing: total;dur=1.25`, in milliseconds.
    pub(crate) fn server_time(&self) -> Option<Duration> {
        let (_, rest) = self.header("server-timing")?.split_once("dur=")?;
        let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        digits.parse().ok().map(|ms: f64| Duration::from_secs_f64(ms / 1e3))
    }
}

/// Asks for a page.
pub(crate) fn get(server: SocketAddr, path: &str, cookie: Option<&str>) -> anyhow::Result<Answer> {
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    ask(server, &format!("GET {path} HTTP/1.1\r\nHost: {server}\r\nAccept: text/html\r\n{cookie}Connection: close\r\n\r\n"))
}

/// Sends a form as a page of the server itself does.
pub(crate) fn post(server: SocketAddr, path: &str, form: &str, cookie: Option<&str>) -> anyhow::Result<Answer> {
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    let kind = "application/x-www-form-urlencoded";
    let length = form.len();
    ask(
        server,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: {server}\r\nOrigin: http://{server}\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\n\
             {cookie}Content-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        ),
    )
}

fn ask(server: SocketAddr, request: &str) -> anyhow::Result<Answer> {
    let start = Instant::now();
    let mut stream = TcpStream::connect(server).context("no connection")?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = vec![];
    stream.read_to_end(&mut bytes).context("the answer broke off")?;
    read(&bytes, start.elapsed())
}

fn read(bytes: &[u8], taken: Duration) -> anyhow::Result<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { bail!("the answer has no end of its head") };
    let (first, head) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok()).context("the answer has no status")?;
    Ok(Answer { status, head: head.to_owned(), body: body.to_owned(), taken })
}

/// The addresses of this server that a page links to, without what is not a page.
pub(crate) fn links(body: &str) -> Vec<String> {
    let mut links: Vec<String> =
        body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(|link| link.replace("&amp;", "&")).collect();
    links.retain(|link| link.starts_with('/') && !link.starts_with("//") && !link.contains("/static") && !link.contains('#'));
    links.sort();
    links.dedup();
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer-Timing: total;dur=1.5\r\n\r\n<a href=\"/x?a=1&amp;b\">";
        let answer = read(bytes, Duration::ZERO).expect("an answer");
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), Some("text/html"));
        assert_eq!(answer.server_time(), Some(Duration::from_micros(1_500)));
        assert_eq!(links(&answer.body), ["/x?a=1&b"]);
        assert!(read(b"HTTP/1.1 200 OK\r\n", Duration::ZERO).is_err());
    }

    #[test]
    fn only_pages_of_this_server_are_followed() {
        let body =
            r##"<a href="/map"> <a href="/map"> <a href="//else"> <a href="https://else/"> <link href="/static/x.css"> <a href="/a#b">"##;
        assert_eq!(links(body), ["/map"]);
    }
}
