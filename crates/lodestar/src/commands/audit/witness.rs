//! `audit key` and `audit witness`: checkpoints signed by a key that is kept outside the ledger.

use std::{fs::OpenOptions, io::Write, path::Path};

use anyhow::Context;
use ledger::{Ledger, audit::By, witness::SigningKey};

use crate::{
    args::Common,
    exit::{Exit, NotFound, Usage},
    render, workspace,
};

/// Makes a signing key in a file of its own and prints the public one.
pub(super) fn key(output: &Path, name: &str) -> anyhow::Result<Exit> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("the system gives no random bytes: {error}"))?;
    let key = SigningKey::from_random(name, bytes).map_err(|_| Usage(format!("`{name}` cannot name a key; leave out blanks and `+`")))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(output).with_context(|| format!("the key cannot be written to `{}`", output.display()))?;
    writeln!(file, "{}", key.secret_text())?;
    file.sync_all()?;
    render::line(&key.public().to_string());
    Ok(Exit::Ok)
}

/// Hands the ends of both logs to a witness.
pub(super) fn run(common: &Common, path: &Path, key: &Path) -> anyhow::Result<Exit> {
    let text = std::fs::read_to_string(key).with_context(|| format!("the signing key in `{}` cannot be read", key.display()))?;
    let signing = SigningKey::parse(&text)
        .map_err(|_| Usage(format!("`{}` holds no signing key; `lodestar audit key -o FILE` makes one", key.display())))?;
    let file = workspace::ledger_file(&common.data);
    if !file.exists() {
        return Err(NotFound(format!("there is no workspace in `{}`", common.data.display())).into());
    }
    let by = By::console(&workspace::seat(common)?.person, workspace::now());
    let attested = Ledger::open(&file)?.witness(path, &signing, by)?;
    let (revisions, events) = (attested.revisions.seq, attested.events.seq);
    match common.json {
        true => render::line(&serde_json::json!({ "revisions": attested.revisions, "events": attested.events }).to_string()),
        false => render::line(&format!("witnessed: {revisions} revisions and {events} events, in `{}`", path.display())),
    }
    Ok(Exit::Ok)
}
