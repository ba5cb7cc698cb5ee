//! Bounds the memory of long texts on their way into the index.
//!
//! tantivy takes documents into a queue that is bounded by their number and not by their size. A document gives its
//! place back when it is dropped, which is after it was indexed.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// A text of fewer bytes needs no place: texts wait in the queue by the thousand, not by the million.
const SHORT: usize = 256 << 10;

/// The room that the texts of all documents share.
pub(super) struct Room {
    /// How many bytes it has.
    size: usize,
    used: Mutex<usize>,
    given_back: Condvar,
}

impl Room {
    pub(super) fn new(size: usize) -> Arc<Self> {
        Arc::new(Self {
            size,
            used: Mutex::default(),
            given_back: Condvar::new(),
        })
    }

    /// A place for a text of so many bytes; `None` if it is so short that it needs none. Waits until there is room.
    pub(super) fn place(self: &Arc<Self>, length: usize) -> Option<Place> {
        if length < SHORT {
            return None;
        }
        *self.once_free(length) += length;
        Some(Place {
            room: Arc::clone(self),
            length,
        })
    }

    /// Waits until there is room for a text of so many bytes, but takes no place.
    pub(super) fn wait(&self, length: usize) {
        if length >= SHORT {
            drop(self.once_free(length));
        }
    }

    /// How much is used, once a text of so many bytes has room or would be the only one.
    fn once_free(&self, length: usize) -> MutexGuard<'_, usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |used: &mut usize| *used > 0 && used.saturating_add(length) > self.size;
        let waited = self.given_back.wait_while(used, is_full);
        waited.unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place in a room, which is given back when this is dropped.
pub(super) struct Place {
    room: Arc<Room>,
    length: usize,
}

impl Drop for Place {
    fn drop(&mut self) {
        let used = self.room.used.lock();
        *used.unwrap_or_else(PoisonError::into_inner) -= self.length;
        self.room.given_back.notify_all();
    }
}

/// A document that is handed to tantivy, with the place of its text.
pub(super) struct Handed {
    document: TantivyDocument,
    _place: Option<Place>,
}

impl Handed {
    pub(super) fn new(document: TantivyDocument, place: Option<Place>) -> Self {
        Self {
            document,
            _place: place,
        }
    }
}

impl Document for Handed {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::thread;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_long_text_waits_for_room_and_a_short_one_does_not() {
        let room = Room::new(2 * SHORT);
        let first = room.place(5 * SHORT);
        assert!(first.is_some() && room.place(SHORT - 1).is_none());
        let (to_us, told) = channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                room.wait(SHORT);
                let places = [room.place(SHORT), room.place(SHORT)];
                to_us.send(places.iter().flatten().count()).unwrap();
            });
            let early = told.recv_timeout(Duration::from_millis(50));
            assert_eq!(early, Err(RecvTimeoutError::Timeout));
            drop(first);
            assert_eq!(told.recv_timeout(Duration::from_mins(1)), Ok(2));
        });
        assert_eq!(*room.used.lock().unwrap(), 0);
    }
}
