//! Every part on one page: a snapshot for the reviewer, a file in `target/gallery` for the eye,
//! and the promises the markup itself can keep.

use server::assets;
use server::parts::Theme;

use crate::sample::gallery;

fn html(theme: Theme) -> String {
    gallery(theme).into_string().replace(assets::version(), "VERSION")
}

#[test]
fn gallery_snapshot() {
    // One element a line, so that a change reads as a change.
    insta::assert_snapshot!("gallery", html(Theme::System).replace("><", ">\n<"));
}

/// Writes `target/gallery/{system,light,dark}.html` with the styles inside, to be opened from disk.
#[test]
fn gallery_to_look_at() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let styles: String =
        assets::ALL.iter().filter(|asset| asset.name.ends_with(".css")).map(|asset| String::from_utf8_lossy(asset.bytes)).collect();
    for theme in [Theme::System, Theme::Light, Theme::Dark] {
        let page = html(theme).replace("</head>", &format!("<style>{styles}</style></head>"));
        std::fs::write(folder.join(format!("{}.html", theme.word())), page).expect("the gallery can be written");
    }
}

#[test]
fn the_page_has_one_heading_and_its_landmarks() {
    let page = html(Theme::System);
    for (piece, times) in [("<h1", 1), ("<main", 1), ("<footer", 1), ("class=\"skip\"", 1), ("role=\"status\" aria-live", 1)] {
        assert_eq!(page.matches(piece).count(), times, "{piece}");
    }
}

#[test]
fn nothing_needs_an_inline_style_or_handler() {
    let page = html(Theme::System);
    assert!(!page.contains(" style="), "inline styles are refused by the policy");
    for handler in [" onclick", " onload", " onchange", " onsubmit", "javascript:"] {
        assert!(!page.contains(handler), "{handler}");
    }
    let scripts = page.matches("<script").count();
    assert_eq!(scripts, page.matches(" nonce=\"gallery\"").count(), "every script carries the nonce");
}

#[test]
fn ids_are_unique_and_references_reach_something() {
    let page = html(Theme::System);
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is used twice");
    for attribute in ["aria-labelledby", "aria-describedby", "popovertarget", "for"] {
        for value in page.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()) {
            for id in value.split(' ') {
                assert!(ids.binary_search(&id).is_ok(), "{attribute} `{id}` leads nowhere");
            }
        }
    }
}

#[test]
fn what_people_write_is_never_markup() {
    use server::parts::{FindingRow, finding_row};
    let row =
        FindingRow { message: "<script>alert(1)</script> `<b>`".to_owned(), href: "/\"><img src=x>".to_owned(), ..FindingRow::default() };
    let page = finding_row(&row).into_string();
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("<img"), "{page}");
    assert!(page.contains("<code>&lt;b&gt;</code>"), "{page}");
}
