//! Ends what unpacks to far more than it was packed in.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// How much may come of anything, in bytes.
const FREE: u64 = 256 << 20;
/// How many times as large what is unpacked may be: text shrinks tenfold, tables of zeros a hundredfold.
const RATIO: u64 = 200;

/// How much was read of a packed file, and how much came of it, all layers together.
#[derive(Default)]
pub(super) struct Budget(Rc<Counts>);

#[derive(Default)]
struct Counts {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Counts {
    fn is_spent(&self) -> bool {
        let unpacked = self.unpacked.get();
        unpacked > FREE && unpacked / RATIO > self.packed.get()
    }
}

impl Budget {
    /// Counts what is read of the packed file.
    pub(super) fn packed<R>(&self, inner: R) -> Packed<R> {
        Packed {
            inner,
            counts: Rc::clone(&self.0),
        }
    }

    /// Counts what comes of it, and fails when that is too much.
    pub(super) fn unpacked<R>(&self, inner: R) -> Unpacked<R> {
        Unpacked {
            inner,
            counts: Rc::clone(&self.0),
        }
    }
}

pub(super) struct Packed<R> {
    inner: R,
    counts: Rc<Counts>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.counts
            .packed
            .set(self.counts.packed.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Packed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

pub(super) struct Unpacked<R> {
    inner: R,
    counts: Rc<Counts>,
}

impl<R> Unpacked<R> {
    /// Whether nothing more may come.
    pub(super) fn is_spent(&self) -> bool {
        self.counts.is_spent()
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_spent() {
            return Err(io::Error::other(format!(
                "it unpacks to more than {RATIO} times its size"
            )));
        }
        let read = self.inner.read(buffer)?;
        self.counts
            .unpacked
            .set(self.counts.unpacked.get() + read as u64);
        Ok(read)
    }
}
