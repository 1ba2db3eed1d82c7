//! `serve` and `demo`: the pages, on the loopback address.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
};

use anyhow::Context;
use server::{
    app::{App, Workspace, audit::WitnessFile},
    router::Site,
};

use crate::{
    args::{Common, Serve},
    commands::{audit, demo, guardrail, import},
    exit::Exit,
    render, workspace,
};

pub(super) fn run(common: &Common, serve: &Serve) -> anyhow::Result<Exit> {
    let whole = workspace::open(common)?;
    let app = watched(App::new(whole.clone(), Arc::new(guardrail::start(common, &whole)?)), serve)?.knowing(workspace::customers(common)?);
    listen(common, serve, &whole, app)
}

/// Serves the worked example from memory: nothing is written to disk, and every start is the same.
pub(super) fn demo(common: &Common, serve: &Serve) -> anyhow::Result<Exit> {
    let (day, batch) = server::app::example();
    let ledger = ledger::Ledger::in_memory()?;
    server::app::people::make_personas(&ledger, workspace::now())?;
    let whole = Workspace::open(ledger, workspace::now, Some(common.day.unwrap_or(day)))?;
    whole.load_example(&workspace::seat(common)?, batch)?;
    let customers = demo::customers(whole.day(), workspace::now())?;
    let app = watched(App::demo(whole.clone(), Arc::new(guardrail::start(common, &whole)?)), serve)?.knowing(customers);
    listen(common, serve, &whole, app)
}

/// Tells the app where its witness is, if it has one.
fn watched(app: App, serve: &Serve) -> anyhow::Result<App> {
    match (&serve.witness, &serve.witness_key) {
        (Some(path), Some(key)) => Ok(app.watched_by(WitnessFile { path: path.clone(), key: audit::public_key(key)? })),
        _ => Ok(app),
    }
}

fn listen(common: &Common, serve: &Serve, whole: &Workspace, app: App) -> anyhow::Result<Exit> {
    logging(common);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, serve.port));
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("port {} is taken; choose another with `--port`, or `--port 0` for a free one", serve.port))?;
        let port = listener.local_addr()?.port();
        let open = whole.live().open().count();
        let (demo, has_people) = (app.is_demo(), app.has_people()?);
        let site = Site {
            app,
            demo,
            nonce: server::headers::random_nonce,
            read_file: import::read_file,
            plans: server::pages::import::Plans::default(),
        };
        let what = if demo { "the worked example (kept in memory; every start is the same)" } else { "the workspace" };
        render::line(&format!("http://localhost:{port}/"));
        render::say(common, &format!("serving {what} with {open} open findings; stop with Ctrl-C"));
        let follower = tokio::spawn(follow(site.app.clone()));
        if !has_people {
            render::say(common, "nobody has an account yet: the first to open it makes the owner’s, or `lodestar user add` does");
        }
        server::serve(listener, site, stopped()).await?;
        follower.abort();
        anyhow::Ok(())
    })?;
    Ok(Exit::Ok)
}

/// Takes over, for as long as the server runs, what another process puts in force: the command line beside it.
async fn follow(app: App) {
    // Ten times a second, so that a policy that was taken back elsewhere is compiled and holds here within one.
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(100));
    loop {
        ticks.tick().await;
        let app = app.clone();
        let looked = tokio::task::spawn_blocking(move || app.take_over_policy()).await;
        if let Ok(Err(failure)) = looked {
            tracing::warn!(error = &failure as &dyn std::error::Error, "the policy cannot be looked at");
        }
    }
}

/// Ctrl-C, or a polite request to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut asked) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! { _ = interrupted => {}, _ = asked.recv() => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}

fn logging(common: &Common) {
    let level = if common.quiet { "error" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("LODESTAR_LOG").unwrap_or_else(|_| level.into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(render::is_colourful(common)).init();
}
