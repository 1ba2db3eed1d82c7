//! A packed file while it is unpacked: counted, so that one out of all proportion is stopped.

use std::{
    cell::Cell,
    io::{self, Read},
    rc::Rc,
};

/// How many times larger than the packed bytes the content may be. Sparse files of rows reach some 60.
const RATIO_MAX: u64 = 200;
/// Content up to this size is never out of proportion.
const FREE: u64 = 16 << 20;

/// Content that is inflated while it is read.
pub(super) struct Bounded<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    given: u64,
}

/// Packed bytes that are counted while they are read.
pub(super) struct Counting<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R> Bounded<R> {
    /// Bytes to be counted, and their count.
    pub(super) fn counting(inner: R) -> (Counting<R>, Rc<Cell<u64>>) {
        let read = Rc::new(Cell::new(0));
        (Counting { inner, read: Rc::clone(&read) }, read)
    }

    /// Content whose packed bytes are counted elsewhere.
    pub(super) fn new(inner: R, packed: Rc<Cell<u64>>) -> Bounded<R> {
        Bounded { inner, packed, given: 0 }
    }

    /// Content of known packed size.
    pub(super) fn of(inner: R, packed: u64) -> Bounded<R> {
        Bounded::new(inner, Rc::new(Cell::new(packed)))
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.given += read as u64;
        if self.given > FREE.max(self.packed.get().saturating_mul(RATIO_MAX)) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("it inflates to more than {RATIO_MAX} times its size")));
        }
        Ok(read)
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}
