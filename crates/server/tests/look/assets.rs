//! Files of the interface: small, kept for ever under their own address, never under an old one.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use server::assets;
use tower::ServiceExt;

async fn ask(path: &str, tag: Option<&str>) -> Response<Body> {
    let router: Router = Router::new().route(assets::ROUTE, assets::serve());
    let mut request = Request::get(path);
    if let Some(tag) = tag {
        request = request.header(header::IF_NONE_MATCH, tag);
    }
    router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer")
}

fn text<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[tokio::test]
async fn a_file_is_kept_for_ever_under_its_own_address() {
    for asset in assets::ALL {
        let response = ask(&assets::url(asset.name), None).await;
        assert_eq!(response.status(), StatusCode::OK, "{}", asset.name);
        assert_eq!(text(&response, "content-type"), asset.kind);
        assert_eq!(text(&response, "cache-control"), "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn an_old_address_gets_todays_file_but_may_not_keep_it() {
    let response = ask("/static/0000000000000000/lodestar.css", None).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(&response, "cache-control"), "no-cache");
}

#[tokio::test]
async fn a_known_file_is_not_sent_again() {
    let url = assets::url("lodestar.js");
    let tag = text(&ask(&url, None).await, "etag").to_owned();
    assert_eq!(ask(&url, Some(&tag)).await.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(ask(&url, Some("\"another\"")).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn there_is_nothing_else_to_ask_for() {
    assert_eq!(ask("/static/x/secrets.toml", None).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ask("/static/x/..%2Fassets.rs", None).await.status(), StatusCode::NOT_FOUND);
}

#[test]
fn styles_and_scripts_stay_small() {
    let size = |name: &str| assets::ALL.iter().filter(|asset| asset.name.ends_with(name)).map(|asset| asset.bytes.len()).sum::<usize>();
    assert!(size("lodestar.css") <= 20_000, "lodestar.css has {} bytes", size("lodestar.css"));
    assert!(size("pictures.css") <= 6_000, "pictures.css has {} bytes", size("pictures.css"));
    assert!(size("pages.css") <= 4_000, "pages.css has {} bytes", size("pages.css"));
    assert!(size(".js") <= 30_000, "the scripts have {} bytes", size(".js"));
}

#[test]
fn scripts_import_only_each_other_and_run_no_text() {
    for asset in assets::ALL.iter().filter(|asset| asset.name.ends_with(".js")) {
        let script = std::str::from_utf8(asset.bytes).expect("scripts are text");
        for line in script.lines().filter(|line| line.starts_with("import")) {
            let from = line.rsplit('"').nth(1).expect("an import names its file");
            let known = from.strip_prefix("./").is_some_and(|name| assets::ALL.iter().any(|asset| asset.name == name));
            assert!(known, "{} imports `{from}`", asset.name);
        }
        for banned in ["eval(", "innerHTML", "document.write", "new Function", ".style.", "http://", "https://"] {
            assert!(!script.contains(banned), "{} contains `{banned}`", asset.name);
        }
    }
}
