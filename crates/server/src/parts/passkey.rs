//! A form that carries the answer of a passkey. It stays hidden until the script finds that the browser can ask for one.

use maud::{Markup, html};

/// The form: it asks at `action` with `/question` behind it, and sends what the device answered to `action`.
pub fn passkey_form(action: &str, label: &str, next: &str, inside: Markup) -> Markup {
    html! {
        form.stack method="post" action=(action) aria-label=(label) data-passkey=(format!("{action}/question")) hidden {
            input type="hidden" name="question";
            input type="hidden" name="answer";
            input type="hidden" name="next" value=(next);
            (inside)
            p.muted role="status" {}
        }
    }
}
