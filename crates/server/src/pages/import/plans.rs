//! Files that were read and wait for a decision. They live in memory only, within bounds: the oldest go first.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use import::Batch;
use strategy::Function;
use uuid::Uuid;

use crate::app::Seat;

/// How many plans are kept.
pub const PLANS_MAX: usize = 20;
/// How many bytes all kept plans may take together, by their files and what was read from them: 100 MB.
pub const BYTES_MAX: usize = 100 * 1024 * 1024;

/// One file as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files that were sent together, and what was read from them.
#[derive(Debug)]
pub struct Upload {
    /// The files.
    pub files: Vec<File>,
    /// What was read.
    pub batch: Batch,
}

/// The uploads that wait for a decision; cheap to clone, all clones share them.
#[derive(Clone, Debug, Default)]
pub struct Plans {
    kept: Arc<Mutex<VecDeque<Kept>>>,
}

#[derive(Debug)]
struct Kept {
    id: Uuid,
    of: (String, Function),
    bytes: usize,
    upload: Arc<Upload>,
}

impl Upload {
    /// The file's name, or how many there are.
    pub fn name(&self) -> String {
        match self.files.as_slice() {
            [one] => one.name.clone(),
            files => format!("{} files", files.len()),
        }
    }

    /// Roughly what it takes in memory, in bytes.
    fn bytes(&self) -> usize {
        let fields = self.batch.drafts.iter().flat_map(|draft| &draft.fields);
        fields.map(|(name, value)| name.len() + weight(value)).sum::<usize>()
            + self.files.iter().map(|file| file.bytes.len()).sum::<usize>()
    }
}

impl Plans {
    /// Keeps an upload and gives its id; `None` when it alone takes more than all may.
    pub fn keep(&self, id: Uuid, seat: &Seat, upload: Upload) -> Option<Uuid> {
        let bytes = upload.bytes();
        if bytes > BYTES_MAX {
            return None;
        }
        let mut kept = self.lock();
        kept.push_back(Kept { id, of: (seat.person.clone(), seat.function), bytes, upload: Arc::new(upload) });
        while kept.len() > PLANS_MAX || kept.iter().map(|one| one.bytes).sum::<usize>() > BYTES_MAX {
            kept.pop_front();
        }
        Some(id)
    }

    /// The upload with an id, for whoever sent it, acting as then; unless it was dropped. A file may say more than others
    /// may see.
    pub fn get(&self, id: Uuid, seat: &Seat) -> Option<Arc<Upload>> {
        let is_meant = |one: &&Kept| one.id == id && one.of.0 == seat.person && one.of.1 == seat.function;
        self.lock().iter().find(is_meant).map(|one| one.upload.clone())
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes of a value's texts and names, and a little for each value itself.
fn weight(value: &serde_json::Value) -> usize {
    use serde_json::Value;
    const EACH: usize = 32;
    EACH + match value {
        Value::String(text) => text.len(),
        Value::Array(list) => list.iter().map(weight).sum(),
        Value::Object(map) => map.iter().map(|(name, value)| name.len() + weight(value)).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(bytes: usize) -> Upload {
        Upload { files: vec![File { name: "a.toml".into(), bytes: vec![0; bytes] }], batch: Batch::default() }
    }

    fn kim() -> Seat {
        Seat::new("Kim", Function::Sales, jiff::Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn only_who_sent_a_file_finds_it_again_and_only_in_the_same_seat() {
        let plans = Plans::default();
        let id = Uuid::from_u128(1);
        plans.keep(id, &kim(), upload(1));
        assert!(plans.get(id, &kim()).is_some());
        assert!(plans.get(id, &Seat { function: Function::Medical, ..kim() }).is_none());
        assert!(plans.get(id, &Seat { person: "Ana".into(), ..kim() }).is_none());
    }

    #[test]
    fn the_oldest_goes_first() {
        let plans = Plans::default();
        let ids: Vec<Uuid> = (0..=PLANS_MAX as u128).map(Uuid::from_u128).collect();
        ids.iter().for_each(|id| assert_eq!(plans.keep(*id, &kim(), upload(1)), Some(*id)));
        assert!(plans.get(ids[0], &kim()).is_none(), "the first of {} is dropped", ids.len());
        assert!(plans.get(ids[1], &kim()).is_some() && plans.get(ids[PLANS_MAX], &kim()).is_some());
    }

    #[test]
    fn large_files_push_others_out_and_a_too_large_one_is_refused() {
        let plans = Plans::default();
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        plans.keep(a, &kim(), upload(BYTES_MAX / 2));
        plans.keep(b, &kim(), upload(BYTES_MAX / 2 + 1));
        assert!(plans.get(a, &kim()).is_none() && plans.get(b, &kim()).is_some());
        assert_eq!(plans.keep(c, &kim(), upload(BYTES_MAX + 1)), None);
        assert!(plans.get(b, &kim()).is_some(), "what is refused pushes nothing out");
    }
}
