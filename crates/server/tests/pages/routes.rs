//! Every address that the router answers, read from its own text, so that a test that promises to look at all of them
//! cannot forget one.

use std::path::Path;

/// A method and the path that the router gives it, such as `GET /records/{key}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Route {
    pub(crate) method: &'static str,
    pub(crate) path: String,
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

const METHODS: [(&str, &str); 5] = [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("patch(", "PATCH"), ("delete(", "DELETE")];

/// All routes, in the order of their paths.
pub(crate) fn all() -> Vec<Route> {
    let mut routes = vec![];
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| routes.extend(routes_of(text)));
    routes.sort();
    routes.dedup();
    routes
}

fn visit(folder: &Path, take: &mut impl FnMut(&str)) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(&path, take);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            take(&std::fs::read_to_string(&path).expect("a source is text"));
        }
    }
}

/// The routes that one source adds to a router.
fn routes_of(source: &str) -> Vec<Route> {
    let code: String =
        source.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect::<Vec<_>>().join("\n");
    for other in [".nest(", ".nest_service(", ".route_service("] {
        assert!(!code.contains(other), "this scanner does not know `{other}`: teach it, or write `.route(`");
    }
    code.match_indices(".route(").flat_map(|(at, word)| routes_of_call(inside(&code[at + word.len()..]))).collect()
}

/// The text up to the bracket that closes the one before it.
fn inside(text: &str) -> &str {
    let mut depth = 1;
    let mut in_text = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    panic!("a call without an end: {text:.80}")
}

fn routes_of_call(arguments: &str) -> Vec<Route> {
    if arguments.trim() == "assets::ROUTE, assets::serve()" {
        return vec![Route { method: "GET", path: server::assets::ROUTE.to_owned() }];
    }
    let mut pieces = arguments.splitn(3, '"');
    let (path, handlers) = (pieces.nth(1).unwrap_or_default(), pieces.next().unwrap_or_default());
    let starts_word = |at: usize| !handlers[..at].ends_with(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':'));
    let has = |call: &str| handlers.match_indices(call).any(|(at, _)| starts_word(at));
    let of = |method: &'static str| Route { method, path: path.to_owned() };
    let found: Vec<Route> = METHODS.iter().filter(|(call, _)| has(call)).map(|(_, method)| of(method)).collect();
    assert!(path.starts_with('/') && !found.is_empty(), "no path or no method is read from `.route({arguments})`");
    found
}

#[test]
fn routes_are_read_as_they_stand() {
    let source = r#"
        // .route("/not", get(this))
        .route("/", get(pages::home::show))
        .route("/need/{key}/signature", get(pages::need::show).post(pages::need::widget::create))
        .route("/livez", get(|| async { "ok" }))
        .route("/import", get(a::show).post(a::send).layer(Limit::disable()))
        .route_layer(nothing)
    "#;
    let read: Vec<String> = routes_of(source).iter().map(Route::to_string).collect();
    assert_eq!(read, ["GET /", "GET /need/{key}/signature", "POST /need/{key}/signature", "GET /livez", "GET /import", "POST /import"]);
    let all: Vec<String> = all().iter().map(Route::to_string).collect();
    assert!(all.len() > 50 && all.iter().any(|route| route == "GET /static/{version}/{file}"), "{all:#?}");
}
