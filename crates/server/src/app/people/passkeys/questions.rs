//! Questions that wait for an answer: each for five minutes, and for one answer only.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::Url};

use super::Asking;

/// The name that passkeys are made for. The server answers on the loopback address only, and of its names browsers take
/// this one for passkeys; an address such as `127.0.0.1` they do not.
const HOST: &str = "localhost";

const ANSWERED_WITHIN: SignedDuration = SignedDuration::from_mins(5);
/// Questions that wait at once. When more are asked, the oldest are forgotten: whoever asked them asks again.
const WAITING_MOST: usize = 1024;

/// What checks passkeys, and what it waits for.
pub(in crate::app::people) struct Questions {
    library: Webauthn,
    waiting: Mutex<HashMap<Uuid, (Timestamp, Asking)>>,
}

impl Default for Questions {
    fn default() -> Questions {
        let origin = Url::parse(&format!("http://{HOST}")).expect("a host makes an address");
        let library = WebauthnBuilder::new(HOST, &origin).map(|builder| builder.rp_name("Lodestar").allow_any_port(true));
        let library = library.and_then(WebauthnBuilder::build).expect("a host fits its own address");
        Questions { library, waiting: Mutex::default() }
    }
}

impl Questions {
    pub(super) fn library(&self) -> &Webauthn {
        &self.library
    }

    pub(super) fn keep(&self, now: Timestamp, asking: Asking) -> Uuid {
        let id = Uuid::new_v4();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, (since, _)| is_open(*since, now));
        if waiting.len() >= WAITING_MOST
            && let Some(oldest) = waiting.iter().min_by_key(|(_, (since, _))| *since).map(|(id, _)| *id)
        {
            waiting.remove(&oldest);
        }
        waiting.insert(id, (now, asking));
        id
    }

    /// What was asked under an id, once.
    pub(super) fn take(&self, now: Timestamp, id: &str) -> Option<Asking> {
        let id = Uuid::parse_str(id).ok()?;
        let (since, asking) = self.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&id)?;
        is_open(since, now).then_some(asking)
    }
}

fn is_open(since: Timestamp, now: Timestamp) -> bool {
    now.duration_since(since) <= ANSWERED_WITHIN
}
