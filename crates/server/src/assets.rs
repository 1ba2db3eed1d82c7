//! The stylesheet, the scripts and the sign, compiled into the binary and served with addresses
//! that change with their content, so that browsers may keep them for ever.

use std::sync::OnceLock;

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use sha2::{Digest, Sha256};

/// The route [`serve`] answers: `/static/{version}/{file}`.
pub const ROUTE: &str = "/static/{version}/{file}";

/// One file of the interface.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Its file name.
    pub name: &'static str,
    /// Its content type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
}

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// All files there are.
pub const ALL: &[Asset] = &[
    Asset { name: "pictures.css", kind: CSS, bytes: include_bytes!("static_files/pictures.css") },
    Asset { name: "pages.css", kind: CSS, bytes: include_bytes!("static_files/pages.css") },
    Asset { name: "lodestar.css", kind: CSS, bytes: include_bytes!("static_files/lodestar.css") },
    Asset { name: "lodestar.svg", kind: "image/svg+xml", bytes: include_bytes!("static_files/lodestar.svg") },
    Asset { name: "lodestar.js", kind: JS, bytes: include_bytes!("static_files/lodestar.js") },
    Asset { name: "dialog.js", kind: JS, bytes: include_bytes!("static_files/dialog.js") },
    Asset { name: "guard.js", kind: JS, bytes: include_bytes!("static_files/guard.js") },
    Asset { name: "keys.js", kind: JS, bytes: include_bytes!("static_files/keys.js") },
    Asset { name: "map.js", kind: JS, bytes: include_bytes!("static_files/map.js") },
    Asset { name: "palette.js", kind: JS, bytes: include_bytes!("static_files/palette.js") },
    Asset { name: "passkeys.js", kind: JS, bytes: include_bytes!("static_files/passkeys.js") },
    Asset { name: "swap.js", kind: JS, bytes: include_bytes!("static_files/swap.js") },
];

/// The address of a file, such as `/static/3f9a…/lodestar.css`. The version is one hash over all
/// files, so that a script's relative import of another script reaches the matching version.
pub fn url(name: &str) -> String {
    format!("/static/{}/{name}", version())
}

/// The hash over all files, 16 hexadecimal digits.
pub fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut hash = Sha256::new();
        for asset in ALL {
            hash.update(asset.name);
            hash.update([0]);
            hash.update(asset.bytes);
        }
        hex(&hash.finalize(), 8)
    })
}

/// The handler for [`ROUTE`].
pub fn serve<S: Clone + Send + Sync + 'static>() -> MethodRouter<S> {
    get(|Path((asked, name)): Path<(String, String)>, headers: HeaderMap| async move { answer(&asked, &name, &headers) })
}

fn answer(asked: &str, name: &str, headers: &HeaderMap) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // A page drawn before an upgrade asks with the old version: it gets today's file, not to be kept.
    let caching = if asked == version() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let tag = format!("\"{}\"", hex(&Sha256::digest(asset.bytes), 8));
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|one| one.trim() == tag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { asset.bytes.into_response() };
    let answered = response.headers_mut();
    answered.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    answered.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answered.insert(header::ETAG, tag);
    }
    response
}

fn hex(bytes: &[u8], count: usize) -> String {
    bytes.iter().take(count).map(|byte| format!("{byte:02x}")).collect()
}
