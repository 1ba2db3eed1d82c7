//! Every address × who may come there. The list is held against the router itself, so that a new address cannot be
//! forgotten: it fails here until somebody has said who may come.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use strategy::Function;

use super::*;
use crate::routes::all;

/// Who may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Anybody, without a session.
    Anybody,
    /// Whoever is signed in; what they see there is the gate's to say.
    SignedIn,
    /// Owners of the policy: Compliance.
    PolicyOwners,
    /// Whoever may read the audit: Compliance, and owners of the policy or the workspace.
    Auditors,
    /// Owners of the workspace, and owners of the policy for Compliance.
    Keepers,
    /// Owners of the workspace.
    Owners,
}
use Who::{Anybody, Auditors, Keepers, Owners, PolicyOwners, SignedIn};

const GET: Method = Method::GET;
const POST: Method = Method::POST;

/// Every address by its methods, in the router's order.
const MATRIX: &[(&str, &[Method], Who)] = &[
    ("/", &[GET], SignedIn),
    ("/alignment", &[GET], SignedIn),
    ("/findings.jsonl", &[GET], SignedIn),
    ("/alignment/{id}", &[GET], SignedIn),
    ("/alignment/{id}/fixes/{number}", &[GET], SignedIn),
    ("/alignment/{id}/fixes/{number}/application", &[POST], SignedIn),
    ("/alignment/{id}/waiver", &[GET, POST], SignedIn),
    ("/changes/{batch}/undoing", &[POST], SignedIn),
    ("/need", &[GET, POST], SignedIn),
    ("/need/{key}", &[GET], SignedIn),
    ("/need/{key}/signature", &[GET, POST], SignedIn),
    ("/map", &[GET], SignedIn),
    ("/records", &[GET, POST], SignedIn),
    ("/records/new/{kind}", &[GET], SignedIn),
    ("/records/{key}", &[GET, POST], SignedIn),
    ("/records/{key}/edit", &[GET], SignedIn),
    ("/records/{key}/withdrawal", &[GET, POST], SignedIn),
    ("/records/{key}/history", &[GET], SignedIn),
    ("/records/{key}/revisions/{number}", &[GET], SignedIn),
    ("/records/{key}/compare", &[GET], SignedIn),
    ("/changes", &[GET], SignedIn),
    ("/compare", &[GET], SignedIn),
    ("/timeline", &[GET], SignedIn),
    ("/timeline/slips", &[POST], SignedIn),
    ("/customers", &[GET], SignedIn),
    ("/customers/{number}", &[GET], SignedIn),
    ("/rules", &[GET], SignedIn),
    ("/rules/{code}", &[GET], SignedIn),
    ("/kinds", &[GET], SignedIn),
    ("/kinds/{name}", &[GET], SignedIn),
    ("/kinds/{name}/schema.json", &[GET], SignedIn),
    ("/guardrails", &[GET], SignedIn),
    ("/guardrails/matrix/{stage}/{data}/{column}", &[GET], SignedIn),
    ("/guardrails/rules", &[GET], SignedIn),
    ("/guardrails/rules/{id}", &[GET], SignedIn),
    ("/guardrails/simulator", &[GET], SignedIn),
    ("/guardrails/versions", &[GET], SignedIn),
    ("/guardrails/versions/{number}", &[GET], SignedIn),
    ("/guardrails/versions/{number}/restoring", &[GET, POST], SignedIn),
    ("/guardrails/draft", &[GET, POST], SignedIn),
    ("/guardrails/draft/signature", &[GET, POST], SignedIn),
    ("/guardrails/draft/activation", &[GET, POST], SignedIn),
    ("/guardrails/draft/discarding", &[GET, POST], SignedIn),
    ("/guardrails/see-as", &[GET, POST], PolicyOwners),
    ("/guardrails/packs/{name}/signature", &[GET, POST], SignedIn),
    ("/import", &[GET, POST], SignedIn),
    ("/import/template.xlsx", &[GET], SignedIn),
    ("/import/{id}", &[GET], SignedIn),
    ("/import/{id}/application", &[POST], SignedIn),
    ("/import/{id}/labels/{number}", &[POST], SignedIn),
    ("/import/{id}/rejected.csv", &[GET], SignedIn),
    ("/export.toml", &[GET], SignedIn),
    ("/export.xlsx", &[GET], SignedIn),
    ("/example", &[POST], SignedIn),
    ("/palette", &[GET], SignedIn),
    ("/search", &[GET], SignedIn),
    ("/audit", &[GET], Auditors),
    ("/audit/evidence.json", &[GET], Keepers),
    ("/why", &[GET], SignedIn),
    ("/sign-in", &[GET, POST], Anybody),
    ("/sign-in/persona", &[POST], Anybody),
    ("/sign-in/passkey", &[POST], Anybody),
    ("/sign-in/passkey/question", &[POST], Anybody),
    ("/first-run", &[GET, POST], Anybody),
    ("/sign-out", &[POST], SignedIn),
    ("/step-up", &[GET, POST], SignedIn),
    ("/step-up/passkey", &[POST], SignedIn),
    ("/step-up/passkey/question", &[POST], SignedIn),
    ("/acting-as", &[GET, POST], SignedIn),
    ("/account", &[GET], SignedIn),
    ("/account/password", &[POST], SignedIn),
    ("/account/passkeys", &[POST], SignedIn),
    ("/account/passkeys/question", &[POST], SignedIn),
    ("/account/passkeys/removal", &[POST], SignedIn),
    ("/account/sessions/ending", &[POST], SignedIn),
    ("/people", &[GET, POST], Owners),
    ("/people/{id}", &[GET], Owners),
    ("/people/{id}/grants", &[POST], Owners),
    ("/people/{id}/grants/revocation", &[POST], Owners),
    ("/people/{id}/roles", &[POST], Owners),
    ("/people/{id}/standing", &[POST], Owners),
    ("/people/{id}/password", &[POST], Owners),
    ("/people/{id}/sessions/ending", &[POST], Owners),
    ("/theme", &[GET, POST], SignedIn),
    ("/asset", &[POST], SignedIn),
    ("/livez", &[GET], Anybody),
    ("/readyz", &[GET], Anybody),
    ("/static/{version}/{file}", &[GET], Anybody),
];

/// The addresses that take forms.
pub(super) fn posts() -> Vec<String> {
    MATRIX.iter().filter(|(_, methods, _)| methods.contains(&POST)).map(|(path, ..)| (*path).to_owned()).collect()
}

/// An address with something in its places.
pub(super) fn filled(path: &str, id: &str) -> String {
    let people = path.starts_with("/people/");
    let values = [
        ("{version}", server::assets::version()),
        ("{file}", "lodestar.css"),
        ("{number}", "1"),
        ("{id}", if people { id } else { "F-00000000" }),
        ("{batch}", "00000000-0000-0000-0000-000000000000"),
        ("{key}", "N-1"),
        ("{kind}", "message"),
        ("{stage}", "approved"),
        ("{data}", "activity"),
        ("{column}", "sales"),
        ("{code}", "S403"),
        ("{name}", "claim"),
    ];
    values.iter().fold(path.to_owned(), |path, (place, value)| path.replace(place, value))
}

#[test]
fn every_address_of_the_router_is_in_the_matrix_and_no_other() {
    let routed: Vec<String> = all().iter().map(ToString::to_string).collect();
    let mut listed: Vec<String> =
        MATRIX.iter().flat_map(|(path, methods, _)| methods.iter().map(move |method| format!("{method} {path}"))).collect();
    listed.sort();
    let missing: Vec<&String> = routed.iter().filter(|route| !listed.contains(route)).collect();
    assert!(missing.is_empty(), "say in MATRIX who may come to {missing:?}");
    let gone: Vec<&String> = listed.iter().filter(|route| !routed.contains(route)).collect();
    assert!(gone.is_empty(), "the router has no {gone:?} any more");
    let anybody: Vec<&str> = MATRIX.iter().filter(|(_, _, who)| *who == Anybody).map(|(path, ..)| *path).collect();
    let mut public = server::pages::door::PUBLIC.to_vec();
    public.sort_unstable_by_key(|path| anybody.iter().position(|one| one == path));
    assert_eq!(public, anybody, "the door lets in whom the matrix says");
}

#[tokio::test]
async fn without_a_session_no_address_but_the_public_ones_answers() {
    let (server, ana) = with_ana();
    for (path, methods, who) in MATRIX {
        for method in *methods {
            for cookie in ["", "lodestar=", "lodestar=nonsense", "acting=compliance", "__Host-lodestar=x"] {
                for accept in ["text/html", "application/json", "*/*"] {
                    let request = Request::builder().method(method.clone()).uri(filled(path, &ana.id.to_string()));
                    let request = request.header(header::COOKIE, cookie).header(header::ACCEPT, accept);
                    let answer = server.ask(request, Body::empty()).await;
                    let turned_away = match answer.status {
                        StatusCode::UNAUTHORIZED => answer.content_type == "application/problem+json",
                        StatusCode::SEE_OTHER => answer.location.starts_with("/sign-in"),
                        _ => false,
                    };
                    let says = format!("{method} {path} ({accept}, `{cookie}`): {} {}", answer.status, answer.location);
                    match who {
                        Anybody => assert!(answer.status != StatusCode::UNAUTHORIZED, "{says}"),
                        _ => assert!(turned_away, "{says}"),
                    }
                    assert!(accept != "application/json" || *who == Anybody || answer.status == StatusCode::UNAUTHORIZED, "{path}");
                    assert!(!answer.body.contains("quokka"), "{path}");
                }
            }
        }
    }
    let nowhere = server.get_with("", "/nowhere").await;
    assert!(nowhere.location.starts_with("/sign-in"), "whether there is anything at an address is not said either");
}

#[tokio::test]
async fn each_address_answers_those_who_may_come_and_only_those() {
    let (server, ana) = with_ana();
    for (path, methods, who) in MATRIX.iter().filter(|(_, methods, _)| methods.contains(&GET)) {
        let path = filled(path, &ana.id.to_string());
        let kim = server.get_acting(Function::Sales, &path).await;
        let olga = server.get_with(&owner(&server), &path).await;
        server
            .ledger
            .end_sessions(&console(), server.ledger.person_with_login("olga").expect("reads").expect("there").id, None, "")
            .expect("ends");
        match who {
            Owners => {
                assert_eq!((kim.status, olga.status), (StatusCode::FORBIDDEN, StatusCode::OK), "{methods:?} {path}");
            }
            Keepers => {
                let compliance = server.get_acting(Function::Compliance, &path).await;
                assert_eq!((kim.status, compliance.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN), "a role, not a function");
            }
            PolicyOwners | Auditors => {
                let compliance = server.get_acting(Function::Compliance, &path).await;
                assert_eq!((kim.status, compliance.status), (StatusCode::FORBIDDEN, StatusCode::OK), "{methods:?} {path}");
            }
            _ => assert!(kim.status != StatusCode::FORBIDDEN && kim.status != StatusCode::UNAUTHORIZED, "{path}: {}", kim.status),
        }
    }
}
