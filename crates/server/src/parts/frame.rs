//! The frame around every page: top bar, rail, head, content, footer line.
//! It decides nothing: all it shows is in [`Frame`], and all of it works without scripts.

use maud::{DOCTYPE, Markup, html};

use super::{
    Button, Choice, Icon, Lifecycle, Link, Mark, Page, PageHeader, function_glyph, icon, lifecycle_strip, page_header, rail, submit,
};
use crate::assets;

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// From the stored or sent word; an unknown word is the system's theme.
    pub fn of(word: &str) -> Theme {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// The word that is stored and sent: `system`, `light` or `dark`.
    pub fn word(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn next(self) -> Theme {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }
}

/// Who is here and as which function.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Acting {
    /// The person's name; empty when nobody is signed in, then no chip is shown.
    pub person: String,
    /// The function acted as, as a word.
    pub function: String,
    /// The functions this person may act as. Sent to `POST /acting-as` as `function`, with `reason` and `next`.
    pub functions: Vec<Choice>,
}

/// Everything around a page's content.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Heading, crumbs, highlights, actions; holds the page's only `h1`.
    pub header: PageHeader,
    /// The page the rail marks.
    pub active: Page,
    /// Put before every rail address, such as `/assets/a-1`; empty for none.
    pub base: String,
    /// The asset's name; empty before there is one.
    pub asset: String,
    /// The other assets to switch to; empty for none.
    pub assets: Vec<Link>,
    /// One path per market, shown as a slim line.
    pub lifecycle: Vec<Lifecycle>,
    /// Who is here.
    pub acting: Acting,
    /// The day everything is shown for, in words, such as `24 Nov 2026`.
    pub as_of: String,
    /// The epoch of the policy under which the page was made; `None` leaves it out.
    pub epoch: Option<u64>,
    /// Whether some pack of rules has not been signed by Compliance; then every page says so.
    pub unreviewed: bool,
    /// How many items this page shows; `None` leaves the count out. Never a total.
    pub items: Option<usize>,
    /// Without navigation and search: for who is not signed in.
    pub bare: bool,
    /// The demo: every page says that everything in it is invented and that anybody may be anybody.
    pub demo: bool,
    /// Whether whoever looks may read the audit; then the menus lead there.
    pub audit: bool,
    /// A message above everything, such as a [`super::notice`].
    pub banner: Option<Markup>,
    /// The theme stored for this person.
    pub theme: Theme,
    /// This page's own path and query: where theme and acting-as come back to.
    pub here: String,
    /// The nonce of this response; scripts carry it.
    pub nonce: String,
}

/// The whole document.
pub fn frame(frame: &Frame, body: Markup) -> Markup {
    let title = [frame.header.title.as_str(), frame.asset.as_str(), "Lodestar"]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let theme = (frame.theme != Theme::System).then(|| frame.theme.word());
    html! {
        (DOCTYPE)
        html lang="en" data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                // Before the main sheet, whose rules for narrow, printed and forced-colour pages come last.
                link rel="stylesheet" href=(assets::url("pictures.css"));
                link rel="stylesheet" href=(assets::url("pages.css"));
                link rel="stylesheet" href=(assets::url("lodestar.css"));
                link rel="icon" type="image/svg+xml" href=(assets::url("lodestar.svg"));
                script type="module" src=(assets::url("lodestar.js")) nonce=(frame.nonce) {}
            }
            body {
                a.skip href="#main" { "Skip to content" }
                (top_bar(frame))
                div.shell.bare[frame.bare] {
                    @if !frame.bare { aside.rail { (rail::navigation(frame.active, &frame.base, frame.audit, "Pages")) } }
                    div.page {
                        @if frame.demo { p.demo { strong { "This is a demo." } " Everything in it is invented and gone when it ends. Anyone can sign in as anyone." } }
                        @if let Some(banner) = &frame.banner { section.banner aria-label="Notice" { (banner) } }
                        main #main tabindex="-1" { (page_header(&frame.header)) (body) }
                        (footer_line(frame))
                    }
                }
                div #live .vh role="status" aria-live="polite" {}
            }
        }
    }
}

fn top_bar(frame: &Frame) -> Markup {
    html! {
        header.top {
            div.top-1 {
                @if !frame.bare {
                    details.menu {
                        summary { (icon(Icon::Menu)) "Menu" }
                        (rail::navigation(frame.active, &frame.base, frame.audit, "Pages, menu"))
                    }
                }
                a.brand href="/" aria-label="Lodestar" { (star()) span { "Lodestar" } }
                (asset_switcher(frame))
                @if !frame.bare { div.top-r {
                    button.find type="button" data-open="palette" hidden aria-label="Find or go to Ctrl K" aria-keyshortcuts="Control+K Meta+K" {
                        (icon(Icon::Search)) span { "Find or go to" } " " kbd { "Ctrl K" }
                    }
                    noscript { a.find href="/search" { (icon(Icon::Search)) "Find" } }
                    (acting_chip(frame))
                } }
            }
            (lifecycle_strip(&frame.lifecycle))
        }
    }
}

fn asset_switcher(frame: &Frame) -> Markup {
    html! {
        @if !frame.asset.is_empty() {
            @if frame.assets.is_empty() { p.asset { span.vh { "Asset " } strong { (frame.asset) } } }
            @else {
                details.drop {
                    summary { span.vh { "Asset " } strong { (frame.asset) } }
                    ul { @for asset in &frame.assets { li { a href=(asset.href) { (asset.label) } } } }
                }
            }
        }
    }
}

fn acting_chip(frame: &Frame) -> Markup {
    let acting = &frame.acting;
    html! {
        @if !acting.person.is_empty() {
            details.drop.drop-r {
                summary {
                    @if acting.function.is_empty() { (icon(Icon::Person)) }
                    @else { (function_glyph(Mark::of(&acting.function), &acting.function)) }
                    span { span.muted.wide { "Acting as " } (if acting.function.is_empty() { acting.person.as_str() } else { acting.function.as_str() }) }
                }
                div {
                    p.muted.who { (acting.person) @if !acting.function.is_empty() { ", acting as " (acting.function) } }
                    @if acting.functions.len() > 1 { (switch(frame)) }
                    ul.plain {
                        li { a href="/account" { (icon(Icon::Person)) "Your account" } }
                    }
                    form method="post" action="/sign-out" { button type="submit" { (icon(Icon::Close)) "Sign out" } }
                }
            }
        }
    }
}

/// Another function, with the reason that the audit keeps.
fn switch(frame: &Frame) -> Markup {
    html! {
        form method="post" action="/acting-as" {
            input type="hidden" name="next" value=(frame.here);
            label.lbl for="acting-why" { "Why you change" }
            input #acting-why type="text" name="reason" required maxlength="300" autocomplete="off";
            @for choice in &frame.acting.functions {
                button type="submit" name="function" value=(choice.value) aria-pressed=(choice.chosen) {
                    (function_glyph(Mark::of(&choice.value), &choice.label)) (choice.label)
                }
            }
        }
    }
}

fn footer_line(frame: &Frame) -> Markup {
    let seen = match frame.items {
        None => String::new(),
        Some(1) => "you see 1 item".to_owned(),
        Some(count) => format!("you see {count} items"),
    };
    let as_of = if frame.as_of.is_empty() { String::new() } else { format!("as of {}", frame.as_of) };
    let epoch = frame.epoch.map(|epoch| format!("policy epoch {epoch}")).unwrap_or_default();
    let told: Vec<String> = [as_of, epoch, seen].into_iter().filter(|part| !part.is_empty()).collect();
    html! {
        footer.foot {
            p { (told.join(" · ")) @if frame.unreviewed { br; a href="/guardrails/versions#packs" { "Rule packs are unreviewed" } " until Compliance signs them." } }
            @if !frame.bare { div.foot-r {
                button.btn.btn-q type="button" data-open="keys" hidden { (icon(Icon::Keyboard)) "Keyboard" }
                form.one method="post" action="/theme" data-theme-form {
                    input type="hidden" name="next" value=(frame.here);
                    (submit(&Button::quiet(format!("Theme: {}", frame.theme.word())).icon(Icon::Theme).sends("theme", frame.theme.next().word())
                        .spoken(format!("Theme: {}, change to {}", frame.theme.word(), frame.theme.next().word()))))
                }
            } }
        }
    }
}

/// The sign: a four-pointed star, north longest.
fn star() -> Markup {
    html! {
        svg.star viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" {
            path d="M10 0 11.6 8.4 18 10 11.6 11.6 10 18 8.4 11.6 2 10 8.4 8.4Z" {}
        }
    }
}
