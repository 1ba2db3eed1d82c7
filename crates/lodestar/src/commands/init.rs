//! `init`: a new, empty workspace.

use crate::{args::Common, exit::Exit, render, workspace};

pub(super) fn run(common: &Common) -> anyhow::Result<Exit> {
    workspace::create(common)?;
    render::say(common, &format!("made a workspace in `{}`", common.data.display()));
    render::say(common, "next: `lodestar import plan FILE`, or `lodestar serve` and start from the need");
    Ok(Exit::Ok)
}
