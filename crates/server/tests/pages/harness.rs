//! A served workspace in memory with a fixed clock, and the few things that a test does with it.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use guardrails::{Gates, Policy};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use server::{
    app::{App, Seat, Workspace},
    router::{Site, router},
};
use strategy::Function;
use tower::ServiceExt;

/// The day of every test, unless its strategy states one.
pub(crate) const TODAY: Date = date(2026, 3, 1);

/// A workspace that is being served.
pub(crate) struct Server {
    /// The workspace whole, for looking behind the gate.
    pub(crate) whole: Workspace,
    /// What people can do, without a page.
    pub(crate) app: App,
    /// The gates, for changing the policy.
    pub(crate) gates: std::sync::Arc<Gates>,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Where it leads, for a redirect; empty for none.
    pub(crate) location: String,
    pub(crate) content_type: String,
    pub(crate) body: String,
}

/// Serves the strategy that a text describes.
pub(crate) fn serve(toml: &str) -> Server {
    let reading = strategy::toml_form::read("test.toml", toml);
    assert!(reading.findings.is_empty(), "the test's own strategy cannot be read: {:#?}", reading.findings);
    let day = reading.day.unwrap_or(TODAY);
    let batch = import::Batch { drafts: reading.drafts, ..import::Batch::default() };
    loaded(day, batch)
}

/// Serves the worked example.
pub(crate) fn serve_example() -> Server {
    let (day, batch) = server::app::example();
    loaded(day, batch)
}

fn loaded(day: Date, batch: import::Batch) -> Server {
    let gates = std::sync::Arc::new(Gates::new(Policy::shipped()).expect("the shipped policy is taken"));
    let server = serve_ledger(ledger::Ledger::in_memory().expect("a ledger in memory"), day, gates);
    if !batch.drafts.is_empty() {
        server.whole.load_example(&seat(), batch).expect("the records are written");
    }
    server
}

/// Serves a ledger that somebody else has written, behind gates that others may share.
pub(crate) fn serve_ledger(ledger: ledger::Ledger, day: Date, gates: std::sync::Arc<Gates>) -> Server {
    let whole = Workspace::open(ledger, clock, Some(day)).expect("the ledger can be read");
    let app = App::new(whole.clone(), gates.clone());
    let site = Site {
        app: app.clone(),
        person: "Kim".into(),
        demo: false,
        nonce: || "nonce".into(),
        read_file,
        plans: server::pages::import::Plans::default(),
    };
    Server { whole, app, gates, router: router(site) }
}

/// Who acts in tests.
pub(crate) fn seat() -> Seat {
    Seat::new("Kim", Function::Medical, clock())
}

fn clock() -> Timestamp {
    Timestamp::from_second(1_772_366_400).expect("1 March 2026, noon")
}

/// Reads files as the binary does, but workbooks in this process.
fn read_file(name: &str, bytes: &[u8]) -> import::Batch {
    if !import::workbook::is_workbook(name, bytes) {
        return import::read(name, bytes);
    }
    match import::workbook::cells(bytes) {
        Ok(cells) => import::workbook::read(name, &cells),
        Err(refusal) => {
            import::Batch { findings: vec![strategy::input::refused(name, None, refusal.says, refusal.help)], ..import::Batch::default() }
        }
    }
}

impl Server {
    /// Reads a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as(path, "text/html").await
    }

    /// Reads a page in a form that the `Accept` header asks for.
    pub(crate) async fn get_as(&self, path: &str, accept: &str) -> Answer {
        self.ask(Request::get(path).header(header::ACCEPT, accept), Body::empty()).await
    }

    /// Reads a page as one function.
    pub(crate) async fn get_acting(&self, function: Function, path: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, acting(function)), Body::empty()).await
    }

    /// Reads a page as one function, in a form that the `Accept` header asks for.
    pub(crate) async fn get_acting_as(&self, function: Function, path: &str, accept: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, acting(function)).header(header::ACCEPT, accept), Body::empty()).await
    }

    /// Sends a form as one function.
    pub(crate) async fn post_acting(&self, function: Function, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.header(header::COOKIE, acting(function)), Body::from(pairs(form))).await
    }

    /// Reads a page with these cookies.
    pub(crate) async fn get_with(&self, cookies: &str, path: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, cookies), Body::empty()).await
    }

    /// Sends a form with these cookies.
    pub(crate) async fn post_with(&self, cookies: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.header(header::COOKIE, cookies), Body::from(pairs(form))).await
    }

    /// Sends a form.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request, Body::from(pairs(form))).await
    }

    /// Sends files, as the browser does with a form of files named `file`.
    pub(crate) async fn upload(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        self.upload_acting(Function::Leadership, path, files).await
    }

    /// Sends files as one function.
    pub(crate) async fn upload_acting(&self, function: Function, path: &str, files: &[(&str, &[u8])]) -> Answer {
        const BETWEEN: &str = "----between";
        let mut body = vec![];
        for (name, bytes) in files {
            let head = format!("--{BETWEEN}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(format!("--{BETWEEN}--\r\n").into_bytes());
        let request = Request::post(path).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BETWEEN}"));
        self.ask(request.header(header::COOKIE, acting(function)), Body::from(body)).await
    }

    /// Sends any request as one function, and gives the answer with everything that came.
    pub(crate) async fn send_acting(&self, function: Function, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        self.send(request.header(header::COOKIE, acting(function)), body).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        let request = request.header(header::HOST, "localhost").body(body).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let answer = self.send(request, body).await;
        let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, location, content_type) = (answer.status(), text(header::LOCATION), text(header::CONTENT_TYPE));
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body");
        Answer { status, location, content_type, body: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Answer {
    /// The page's main part, one tag a line, for snapshots.
    pub(crate) fn main(&self) -> String {
        let from = self.body.find("<main").expect("the page has a main part");
        let to = self.body.find("</main>").expect("its main part ends");
        self.body[from..to].replace("><", ">\n<")
    }

    /// Fails with the page's words when it does not say something.
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Answer {
        assert!(self.body.contains(words), "the page does not say `{words}`:\n{}", self.words());
        self
    }

    /// Fails when the page says something.
    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Answer {
        assert!(!self.body.contains(words), "the page says `{words}`:\n{}", self.words());
        self
    }

    /// What a person reads, without tags.
    pub(crate) fn words(&self) -> String {
        let pieces = self.body.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).trim());
        pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// The cookie that says as which function a person acts.
fn acting(function: Function) -> String {
    format!("acting={}", function.as_str().replace(' ', "+"))
}

/// A form as it is sent.
pub(crate) fn pairs(form: &[(&str, &str)]) -> String {
    form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

/// A text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
