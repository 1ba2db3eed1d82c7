//! The pages there are and the two menus that lead to them: the rail when wide, a menu when narrow.

use maud::{Markup, html};

use super::{Icon, icon};

/// The page a frame is drawn for; the rail marks it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// What needs me on this asset this week.
    Home,
    /// Which patient need we solve.
    Need,
    /// How each function serves the same need.
    Map,
    /// Where plans contradict, overlap or leave a hole.
    Alignment,
    /// What happens when.
    Timeline,
    /// Who may see or say what.
    Guardrails,
    /// Who is known of people and organisations outside.
    Customers,
    /// What is checked and why.
    Rules,
    /// Bring in what teams have.
    Import,
    /// Every record.
    Records,
    /// Who saw, did, changed or signed what, and whether the record is intact.
    Audit,
    /// A page that is not in the rail, such as an error.
    #[default]
    None,
}

struct Entry {
    page: Page,
    label: &'static str,
    path: &'static str,
    icon: Icon,
    key: &'static str,
}

const GROUPS: [(&str, &[Entry]); 4] = [
    (
        "Form",
        &[
            Entry { page: Page::Home, label: "Home", path: "/", icon: Icon::Home, key: "g o" },
            Entry { page: Page::Need, label: "Need", path: "/need", icon: Icon::Need, key: "g n" },
            Entry { page: Page::Map, label: "Strategy map", path: "/map", icon: Icon::Map, key: "g m" },
            Entry { page: Page::Alignment, label: "Alignment", path: "/alignment", icon: Icon::Alignment, key: "g a" },
        ],
    ),
    (
        "Sequence",
        &[
            Entry { page: Page::Timeline, label: "Timeline", path: "/timeline", icon: Icon::Timeline, key: "g t" },
            Entry { page: Page::Guardrails, label: "Guardrails", path: "/guardrails", icon: Icon::Guardrails, key: "g r" },
        ],
    ),
    ("Engage", &[Entry { page: Page::Customers, label: "Customers", path: "/customers", icon: Icon::Person, key: "g c" }]),
    (
        "Data",
        &[
            Entry { page: Page::Records, label: "Records", path: "/records", icon: Icon::Records, key: "g d" },
            Entry { page: Page::Import, label: "Import", path: "/import", icon: Icon::Import, key: "g i" },
            Entry { page: Page::Rules, label: "Rules", path: "/rules", icon: Icon::Rules, key: "g u" },
        ],
    ),
];

/// The last group, for those who may read the audit.
const TRUST: (&str, &[Entry]) = ("Trust", &[Entry { page: Page::Audit, label: "Audit", path: "/audit", icon: Icon::History, key: "g l" }]);

/// The groups of pages, for the rail and for the menu. `base` is put before every path.
pub(super) fn navigation(active: Page, base: &str, audit: bool, label: &str) -> Markup {
    html! {
        nav.nav aria-label=(label) { @for (name, entries) in GROUPS.into_iter().chain(audit.then_some(TRUST)) {
            p.nav-g { (name) }
            ul { @for entry in entries {
                li {
                    a href=(format!("{base}{}", entry.path)) data-go=(entry.key) aria-current=[(entry.page == active).then_some("page")] {
                        (icon(entry.icon)) span { (entry.label) }
                    }
                }
            } }
        } }
    }
}
