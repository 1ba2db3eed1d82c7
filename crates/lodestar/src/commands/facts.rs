//! `facts`: what files would bring as facts, which files are known, and a mapping for one that is not.

mod listing;
mod mapping;
pub(super) mod plan;

use crate::{
    args::{Common, Facts},
    exit::Exit,
};

pub(super) fn run(common: &Common, step: &Facts) -> anyhow::Result<Exit> {
    match step {
        Facts::Plan { files, source, release, mapping, rejects, force } => {
            let asked = plan::Asked {
                source: source.as_deref(),
                release: release.as_deref(),
                mapping: mapping.as_deref(),
                rejects: rejects.as_deref(),
                force: *force,
            };
            plan::run(common, files, &asked)
        }
        Facts::Sources => listing::sources(common),
        Facts::Tables { name } => listing::tables(common, name.as_deref()),
        Facts::Map { file, table } => mapping::run(common, file, table.as_deref()),
    }
}
