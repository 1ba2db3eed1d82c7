//! T3: an attacker who asks thousands of questions and compares the answers, to guess a hidden text bit by bit. It is even
//! told the bits that it has guessed wrongly, and still learns nothing.

use strategy::Function;

use crate::harness::{Server, serve};

const BITS: usize = 20;
/// How the hidden text begins; twenty bits follow, written as noughts and ones.
const START: &str = "zy";

fn secret(number: u32) -> String {
    format!("{START}{number:0BITS$b}")
}

fn strategy(secret: &str) -> String {
    format!(
        r#"
        [asset.A-1]
        name = "LX-101"
        [market.MK-US]
        name = "United States"
        jurisdiction = "US"
        stage = "filed"
        [need.N-1]
        statement = "Fewer admissions"
        [stakeholder.S-1]
        name = "Delta Rivers"
        contracts = "{secret}"
        [insight.IN-1]
        summary = "{secret}"
        themes = ["{secret}"]
        heard_by = "medical"
        serves = ["N-1"]
        [request.RQ-1]
        question = "{secret}"
        serves = ["N-1"]
        [decision.D-1]
        question = "Who?"
        about = ["IN-1"]
        "#
    )
}

/// Every address that takes something to look for, to filter, to sort or to page by; `GUESS` is what is guessed.
const ENDPOINTS: &[&str] = &[
    "/records?q=GUESS",
    "/records?kind=insight&q=GUESS",
    "/records?kind=stakeholder&q=GUESS",
    "/records?q=GUESS&sort=contracts&page=2",
    "/records?sort=GUESS",
    "/palette?q=GUESS",
    "/search?q=GUESS",
    "/search?q=stakeholder+GUESS",
    "/alignment?owner=GUESS",
    "/alignment?rule=GUESS",
    "/map?function=GUESS&show=all",
    "/map?node=IN-1&need=GUESS",
    "/timeline?item=GUESS",
    "/timeline?market=GUESS",
    "/changes?before=GUESS",
    "/compare?from=GUESS",
    "/why?class=insight&region=GUESS",
    "/findings.jsonl?q=GUESS",
    "/export.toml?q=GUESS",
];

/// How many bits an attacker gets out of an address, and how many questions it asked.
async fn bits(server: &Server, function: Function, endpoint: &str, secret: &str) -> (usize, usize) {
    let (mut bits, mut questions) = (0, 0);
    for known in START.len()..START.len() + BITS {
        let mut answers = vec![];
        for bit in ["0", "1"] {
            // All noughts and ones are as long: only whether it is the secret's beginning differs.
            let guess = format!("{}{bit}", &secret[..known]);
            let answer = server.get_acting(function, &endpoint.replace("GUESS", &guess)).await;
            questions += 1;
            answers.push((answer.status, answer.location.replace(&guess, "GUESS"), answer.body.replace(&guess, "GUESS")));
        }
        bits += usize::from(answers[0] != answers[1]);
    }
    (bits, questions)
}

#[tokio::test]
async fn a_bit_by_bit_attacker_recovers_nothing_from_any_address() {
    let mut asked = 0;
    for number in [0b1011_0010_1110_0101_1010, 0b0000_1111_0101_0011_0001] {
        let secret = secret(number);
        let server = serve(&strategy(&secret));
        for function in [Function::Sales, Function::Marketing, Function::Leadership, Function::Clinical] {
            for endpoint in ENDPOINTS {
                let (bits, questions) = bits(&server, function, endpoint, &secret).await;
                asked += questions;
                assert_eq!(bits, 0, "{bits} of {BITS} bits come out of {endpoint} for {function}");
            }
        }
        // The attack itself works: whoever may see the text finds all of it.
        assert_eq!(bits(&server, Function::Medical, "/records?kind=insight&q=GUESS", &secret).await.0, BITS);
        assert_eq!(bits(&server, Function::Compliance, "/records?q=GUESS", &secret).await.0, BITS);
        assert_eq!(bits(&server, Function::Medical, "/palette?q=GUESS", &secret).await.0, BITS);
    }
    assert!(asked > 6_000, "{asked} questions");
}
