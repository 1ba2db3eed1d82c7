//! Files that were read and wait for a decision. They live in memory only, within bounds: the oldest go first.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use import::Batch;
use uuid::Uuid;

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
    pub fn keep(&self, id: Uuid, upload: Upload) -> Option<Uuid> {
        let bytes = upload.bytes();
        if bytes > BYTES_MAX {
            return None;
        }
        let mut kept = self.lock();
        kept.push_back(Kept { id, bytes, upload: Arc::new(upload) });
        while kept.len() > PLANS_MAX || kept.iter().map(|one| one.bytes).sum::<usize>() > BYTES_MAX {
            kept.pop_front();
        }
        Some(id)
    }

    /// The upload with an id, unless it was dropped.
    pub fn get(&self, id: Uuid) -> Option<Arc<Upload>> {
        self.lock().iter().find(|one| one.id == id).map(|one| one.upload.clone())
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

    #[test]
    fn the_oldest_goes_first() {
        let plans = Plans::default();
        let ids: Vec<Uuid> = (0..=PLANS_MAX as u128).map(Uuid::from_u128).collect();
        ids.iter().for_each(|id| assert_eq!(plans.keep(*id, upload(1)), Some(*id)));
        assert!(plans.get(ids[0]).is_none(), "the first of {} is dropped", ids.len());
        assert!(plans.get(ids[1]).is_some() && plans.get(ids[PLANS_MAX]).is_some());
    }

    #[test]
    fn large_files_push_others_out_and_a_too_large_one_is_refused() {
        let plans = Plans::default();
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        plans.keep(a, upload(BYTES_MAX / 2));
        plans.keep(b, upload(BYTES_MAX / 2 + 1));
        assert!(plans.get(a).is_none() && plans.get(b).is_some());
        assert_eq!(plans.keep(c, upload(BYTES_MAX + 1)), None);
        assert!(plans.get(b).is_some(), "what is refused pushes nothing out");
    }
}
