//! The policy's life from the command line: draft, compare, sign, put in force, roll back. Each step takes whoever `--as`
//! names; that it is they who type is for the keepers of the workspace's folder to know.

use std::{io::Read, path::Path};

use anyhow::Context;
use guardrails::{Policy, Proposal, holdings};
use server::app::{
    Workspace,
    policy::{Comparison, Policies, Stepped},
};

use super::{found, refused_all, start};
use crate::{
    args::Common,
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

/// Whoever holds the workspace's folder has proved enough to write into it.
const FRESH: bool = true;

/// How many groups of questions a comparison lists.
const LISTED: usize = 40;

pub(super) fn policy(common: &Common, draft: bool, version: Option<u32>) -> anyhow::Result<Exit> {
    let policy = match found(common)? {
        None if draft || version.is_some_and(|version| version > 0) => return Err(no_workspace(common)),
        None => Policy::shipped(),
        Some(whole) => chosen(&whole.policies()?, draft, version)?,
    };
    match common.json {
        true => render::line(&serde_json::to_string(&policy)?),
        false => render::line(policy.text().trim_end()),
    }
    Ok(Exit::Ok)
}

fn chosen(now: &Policies, draft: bool, version: Option<u32>) -> anyhow::Result<Policy> {
    match (draft, version) {
        (true, _) => Ok(now.draft.as_ref().ok_or_else(no_draft)?.policy.clone()),
        (_, Some(number)) => {
            let found = now.numbered(number).ok_or_else(|| NotFound(format!("version {number} was never in force")))?;
            Ok(now.as_now(found))
        }
        (_, None) => Ok(now.in_force.clone()),
    }
}

pub(super) fn draft(common: &Common, file: Option<&Path>, reason: &str) -> anyhow::Result<Exit> {
    let whole = workspace::open(common)?;
    let (seat, now) = (workspace::seat(common)?, whole.policies()?);
    let read = now.draft.as_ref().map(|draft| draft.policy.digest());
    let Some(file) = file else {
        let read = read.ok_or_else(no_draft)?;
        return stepped(common, whole.discard_draft(&seat, &read)?, "the draft was given up");
    };
    let (name, text) = read_text(file)?;
    let proposal = Proposal::read(&name, &text).map_err(|refused| refused_all(&refused))?;
    let done = whole.propose(&seat, read.as_deref(), &proposal, reason)?;
    let after = whole.policies()?;
    let says = match &after.draft {
        Some(draft) => {
            format!("version {} is drafted, digest {}; see what it changes: lodestar guardrail diff", draft.version, short(&draft.policy))
        }
        None => "nothing was drafted".into(),
    };
    stepped(common, done, &says)
}

pub(super) fn diff(common: &Common, file: Option<&Path>, to: Option<u32>) -> anyhow::Result<Exit> {
    let whole = found(common)?;
    let now = whole.as_ref().map(Workspace::policies).transpose()?;
    let before = now.as_ref().map_or_else(Policy::shipped, |now| now.in_force.clone());
    let after = match (file, to) {
        (Some(file), _) => {
            let (name, text) = read_text(file)?;
            Proposal::read(&name, &text).map_err(|refused| refused_all(&refused))?.on(&before)
        }
        (None, to) => {
            let now = now.as_ref().ok_or_else(|| no_workspace(common))?;
            chosen(now, to.is_none(), to)?
        }
    };
    let day = workspace::day(common);
    let held = whole.as_ref().map(|whole| holdings(whole.live().graph(), day)).unwrap_or_default();
    let found = Comparison::of(&before, &after, day, &held).map_err(|refused| refused_all(&refused))?;
    if common.json {
        render::line(&serde_json::to_string(&found)?);
        return Ok(Exit::Ok);
    }
    render::line(&format!("digest {}", found.digest));
    if found.is_empty() {
        render::line("nothing changes");
        return Ok(Exit::Ok);
    }
    found.lines().iter().for_each(|line| render::line(&format!("  {line}")));
    render::line("\nrecords");
    if found.functions.is_empty() {
        render::line("  nobody gains or loses any that the workspace holds");
    }
    found.functions.iter().for_each(|change| render::line(&format!("  {}", change.words())));
    render::line(&format!(
        "\nquestions: {} of the {} at which the two could differ get another answer",
        found.questions.changed, found.questions.compared
    ));
    for (function, gained, lost) in found.questions.balance() {
        render::line(&format!("  {}: {gained} gained, {lost} lost", function.title()));
    }
    found.questions.changes.iter().take(LISTED).for_each(|change| render::line(&format!("  {}", change.words())));
    if found.questions.changes.len() > LISTED {
        render::line(&format!("  and {} more groups; `--json` lists them all", found.questions.changes.len() - LISTED));
    }
    if !found.lint.is_empty() {
        render::line("\nnew and worth a look");
        found.lint.iter().for_each(|finding| render::line(&format!("  {}", super::words::finding(finding))));
    }
    Ok(Exit::Ok)
}

pub(super) fn sign(common: &Common, pack: Option<&str>, digest: Option<&str>, meaning: &str) -> anyhow::Result<Exit> {
    let whole = workspace::open(common)?;
    let seat = workspace::seat(common)?;
    if let Some(pack) = pack {
        let gates = start(common, &whole)?;
        let gate = gates.current();
        let Some(info) = gate.packs().iter().find(|info| info.name == pack) else {
            let near = crate::commands::did_you_mean(pack, gate.packs().iter().map(|info| info.name.as_str()));
            return Err(NotFound(format!("there is no pack `{pack}` that is on{near}")).into());
        };
        must_be(digest, &info.digest)?;
        let says = format!("pack {pack} {} is signed, digest {}", info.version, &info.digest[..8]);
        return stepped(common, whole.review_pack(&gates, &seat, FRESH, pack, &info.digest)?, &says);
    }
    let draft = whole.policies()?.draft.ok_or_else(no_draft)?;
    let read = draft.policy.digest();
    must_be(digest, &read)?;
    let done = whole.sign_draft(&seat, FRESH, &read, meaning)?;
    let missing = whole.policies()?.draft.map(|draft| draft.policy.unsigned_by()).unwrap_or_default();
    let next = if missing.is_empty() {
        "put it in force: lodestar guardrail activate".into()
    } else {
        format!("still to sign: {}", missing.join(", "))
    };
    stepped(common, done, &format!("version {} is signed, digest {}; {next}", draft.version, &read[..8]))
}

pub(super) fn activate(common: &Common, digest: Option<&str>, reason: &str) -> anyhow::Result<Exit> {
    let whole = workspace::open(common)?;
    let seat = workspace::seat(common)?;
    let draft = whole.policies()?.draft.ok_or_else(no_draft)?;
    let read = draft.policy.digest();
    must_be(digest, &read)?;
    let gates = start(common, &whole)?;
    let done = whole.activate_draft(&gates, &seat, FRESH, &read, reason)?;
    stepped(common, done, &format!("version {} is in force, epoch {}", draft.version, gates.current().epoch()))
}

pub(super) fn rollback(common: &Common, to: Option<u32>, reason: &str) -> anyhow::Result<Exit> {
    let whole = workspace::open(common)?;
    let seat = workspace::seat(common)?;
    let now = whole.policies()?;
    let version = match to {
        Some(number) if number == now.version => return Err(Usage(format!("version {number} is in force already")).into()),
        Some(number) => number,
        None => now.before().ok_or_else(|| NotFound("no other version was ever in force".into()))?.number,
    };
    if now.numbered(version).is_none() {
        return Err(NotFound(format!("version {version} was never in force")).into());
    }
    let gates = start(common, &whole)?;
    let done = whole.roll_back(&gates, &seat, FRESH, version, reason)?;
    stepped(common, done, &format!("version {version} is in force again, epoch {}", gates.current().epoch()))
}

/// Says what became of a step.
fn stepped(common: &Common, stepped: Stepped, done: &str) -> anyhow::Result<Exit> {
    match stepped {
        Stepped::Done => {
            render::say(common, done);
            Ok(Exit::Ok)
        }
        Stepped::Denied(no) => {
            render::complain(&format!("not permitted: {}\n  why: {}\n  help: {}", no.what, no.why, no.way));
            Ok(Exit::NotFound)
        }
        Stepped::Refused(refused) => Err(refused_all(&refused)),
        Stepped::Moved => {
            render::complain("somebody else was faster, and nothing was written; read the policy again");
            Ok(Exit::Conflict)
        }
    }
}

/// Whether the text is the one that was meant, where somebody said which.
fn must_be(wanted: Option<&str>, digest: &str) -> anyhow::Result<()> {
    match wanted.map(str::trim).filter(|wanted| wanted.is_empty() || !digest.starts_with(wanted)) {
        Some(wanted) => {
            Err(NotFound(format!("the text has the digest {}, not `{wanted}`; read it again before you go on", &digest[..8])).into())
        }
        None => Ok(()),
    }
}

/// The name and the text of a file; `-` is the standard input.
pub(super) fn read_text(file: &Path) -> anyhow::Result<(String, String)> {
    let name = file.display().to_string();
    let mut text = String::new();
    if name == "-" {
        std::io::stdin().read_to_string(&mut text).context("the standard input cannot be read")?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| format!("`{name}` cannot be read"))?;
    }
    Ok((name, text))
}

fn short(policy: &Policy) -> String {
    policy.digest().chars().take(8).collect()
}

fn no_draft() -> NotFound {
    NotFound("there is no draft; make one with `lodestar guardrail draft FILE`".into())
}

fn no_workspace(common: &Common) -> anyhow::Error {
    NotFound(format!("there is no workspace in `{}`", common.data.display())).into()
}
