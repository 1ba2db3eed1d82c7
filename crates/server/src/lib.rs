//! The server: use cases, pages, components and charts around the pure crates.
//! Pages word what is shown, `parts` and `charts` draw it; only `app` orders effects. Start reading at [`router`].
//! Until the gate exists, it serves one person: it listens on the loopback address and refuses other hosts.

pub mod app;
pub mod assets;
pub mod charts;
pub mod headers;
pub mod json;
pub mod pages;
pub mod parts;
pub mod router;
pub mod words;

use std::net::SocketAddr;

/// Serves a workspace until `stop` is done; requests under way are answered first.
pub async fn serve(
    listener: tokio::net::TcpListener,
    site: router::Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let app = site.app.clone();
    axum::serve(listener, router::router(site).into_make_service_with_connect_info::<SocketAddr>()).with_graceful_shutdown(stop).await?;
    // What requests did is in the audit before the process ends.
    tokio::task::spawn_blocking(move || app.settle()).await?.map_err(std::io::Error::other)
}
