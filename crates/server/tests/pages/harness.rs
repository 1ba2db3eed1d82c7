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
use ledger::{
    Ledger,
    people::{Grant, NewPerson, Person},
    sessions::{Call, Limits, SessionId, SignIn},
};
use server::{
    app::{App, Seat, Workspace, people::ALL_MARKETS},
    router::{Site, router},
};
use strategy::{Function, Key};
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
    /// The people and their sessions, for looking behind the door.
    pub(crate) ledger: Ledger,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Where it leads, for a redirect; empty for none.
    pub(crate) location: String,
    pub(crate) content_type: String,
    /// The cookies it sets, as they are sent.
    pub(crate) set_cookies: Vec<String>,
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

/// Serves the strategy that a text describes beside what is known of customers.
pub(crate) fn serve_knowing(toml: &str, customers: ::customers::Customers) -> Server {
    let server = serve(toml);
    let _same = server.app.clone().knowing(customers);
    server
}

fn loaded(day: Date, batch: import::Batch) -> Server {
    let gates = std::sync::Arc::new(Gates::new(Policy::shipped()).expect("the shipped policy is taken"));
    let server = serve_ledger(Ledger::in_memory().expect("a ledger in memory"), day, gates);
    if !batch.drafts.is_empty() {
        server.whole.load_example(&seat(), batch).expect("the records are written");
    }
    server
}

/// Serves a ledger that somebody else has written, behind gates that others may share, to the people of every test.
pub(crate) fn serve_ledger(ledger: Ledger, day: Date, gates: std::sync::Arc<Gates>) -> Server {
    serve_to(&seat(), ledger, day, gates)
}

/// The same, where Kim holds every function in the seat's markets alone, and the seat's cases are open in the session of its
/// function.
pub(crate) fn serve_to(seat: &Seat, ledger: Ledger, day: Date, gates: std::sync::Arc<Gates>) -> Server {
    let server = serve_as(ledger, day, gates, App::new);
    server.people(&seat.markets);
    if !seat.cases.is_empty() {
        server.acting(seat.function);
    }
    for case in &seat.cases {
        let call = Call { id: &id_of(seat.function), request: "", at: clock(), limits: Limits::USUAL };
        let case = ledger::sessions::Case { class: case.class.as_str().into(), reason: case.reason.clone(), until: case.until };
        server.ledger.open_case(&call, &case).expect("a case");
    }
    server
}

/// Serves a ledger to whoever has an account in it.
pub(crate) fn serve_as(
    ledger: Ledger,
    day: Date,
    gates: std::sync::Arc<Gates>,
    app: fn(Workspace, std::sync::Arc<Gates>) -> App,
) -> Server {
    let whole = Workspace::open(ledger.clone(), clock, Some(day)).expect("the ledger can be read");
    let app = app(whole.clone(), gates.clone());
    let plans = server::pages::import::Plans::default();
    let site = Site { app: app.clone(), demo: app.is_demo(), nonce: || "nonce".into(), read_file, plans };
    Server { whole, app, gates, ledger, router: router(site) }
}

/// Who acts in tests.
pub(crate) fn seat() -> Seat {
    Seat::new("Kim", Function::Medical, clock())
}

/// The clock of every test: it stands still.
pub(crate) fn clock() -> Timestamp {
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

/// The id of the session in which Kim acts as a function.
fn id_of(function: Function) -> SessionId {
    SessionId::from_random([Function::ALL.iter().position(|one| *one == function).unwrap_or(99) as u8 + 1; 32])
}

/// Somebody who may act as these functions in all markets, without a password.
pub(crate) fn somebody(name: &str, functions: &[Function]) -> NewPerson {
    somebody_in(name, functions, &[])
}

/// The same, in these markets; none named means all.
fn somebody_in(name: &str, functions: &[Function], markets: &[Key]) -> NewPerson {
    let all = markets.is_empty().then(|| ALL_MARKETS.to_owned());
    let markets: Vec<String> = all.into_iter().chain(markets.iter().map(Key::to_string)).collect();
    let there = |function: &Function| Grant { function: function.as_str().into(), markets: markets.clone() };
    NewPerson {
        id: uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()),
        login: name.to_lowercase(),
        name: name.into(),
        password: None,
        grants: functions.iter().map(there).collect(),
        roles: vec![],
    }
}

impl Server {
    /// Makes the people of every test: Olga, who owns the workspace and acts as nothing, and Kim, who holds every function
    /// and has one session for each. What Kim sees in one of them is what that function sees and no more.
    fn people(&self, markets: &[Key]) {
        self.ledger.create_owner(&somebody("Olga", &[]), "", clock()).expect("nobody is there yet");
        let by = ledger::sessions::Authority::Console { name: "test", at: clock() };
        self.ledger.add_person(&by, &somebody_in("Kim", Function::ALL, markets), "").expect("a new person");
    }

    /// The cookie of the session in which Kim acts as a function; begun when it is first asked for, and again when it ended.
    pub(crate) fn acting(&self, function: Function) -> String {
        // Readers on several threads begin it once.
        static BEGINNING: std::sync::Mutex<()> = std::sync::Mutex::new(());
        let _one_by_one = BEGINNING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let id = id_of(function);
        // A ledger that somebody broke answers nothing; then there is nothing to begin.
        let live = self.app.session(&id.cookie(), "").unwrap_or(None);
        let kim = self.ledger.person_with_login("kim").ok().flatten();
        if let Some(kim) = kim.filter(|_| live.is_none()) {
            self.signed_in(&kim, &id, Some(function));
        }
        format!("lodestar={}", id.cookie())
    }

    /// Begins a session without the cost of a password.
    pub(crate) fn signed_in(&self, person: &Person, id: &SessionId, function: Option<Function>) -> String {
        self.begun(person, id, function, true)
    }

    /// The cookie of a session in which Kim acts as a function and has not proved lately who she is.
    pub(crate) fn unproved(&self, function: Function) -> String {
        let kim = self.ledger.person_with_login("kim").expect("people can be read").expect("Kim is there");
        self.begun(&kim, &SessionId::from_random([200 + function as u8; 32]), Some(function), false)
    }

    fn begun(&self, person: &Person, id: &SessionId, function: Option<Function>, authenticated: bool) -> String {
        let sign_in = SignIn {
            person: person.id,
            id,
            replaces: None,
            function: function.map(Function::as_str),
            device: "a test",
            how: "password",
            authenticated,
            at: clock(),
            request: "",
        };
        self.ledger.sign_in(&sign_in).expect("an active person");
        format!("lodestar={}", id.cookie())
    }

    /// Reads a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as(path, "text/html").await
    }

    /// Reads a page in a form that the `Accept` header asks for.
    pub(crate) async fn get_as(&self, path: &str, accept: &str) -> Answer {
        self.get_acting_as(Function::Leadership, path, accept).await
    }

    /// Reads a page as one function.
    pub(crate) async fn get_acting(&self, function: Function, path: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, self.acting(function)), Body::empty()).await
    }

    /// Reads a page as one function, in a form that the `Accept` header asks for.
    pub(crate) async fn get_acting_as(&self, function: Function, path: &str, accept: &str) -> Answer {
        self.ask(Request::get(path).header(header::COOKIE, self.acting(function)).header(header::ACCEPT, accept), Body::empty()).await
    }

    /// Sends a form as one function.
    pub(crate) async fn post_acting(&self, function: Function, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.header(header::COOKIE, self.acting(function)), Body::from(pairs(form))).await
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
        self.post_acting(Function::Leadership, path, form).await
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
        self.ask(request.header(header::COOKIE, self.acting(function)), Body::from(body)).await
    }

    /// Sends any request as one function, and gives the answer with everything that came.
    pub(crate) async fn send_acting(&self, function: Function, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        self.send(request.header(header::COOKIE, self.acting(function)), body).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Body) -> Response<Body> {
        let request = request.header(header::HOST, "localhost").body(body).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    /// Asks anything; the host is added.
    pub(crate) async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let answer = self.send(request, body).await;
        let text = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (status, location, content_type) = (answer.status(), text(header::LOCATION), text(header::CONTENT_TYPE));
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter();
        let set_cookies = cookies.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("a whole body");
        Answer { status, location, content_type, set_cookies, body: String::from_utf8_lossy(&bytes).into_owned() }
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

/// The cookie of the session in which Kim acts as a function, once it has begun.
pub(crate) fn acting(function: Function) -> String {
    format!("lodestar={}", id_of(function).cookie())
}

/// A form as it is sent.
pub(crate) fn pairs(form: &[(&str, &str)]) -> String {
    form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect::<Vec<_>>().join("&")
}

/// A text as it stands in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
