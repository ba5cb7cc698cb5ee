//! What listings in a packed file say of the others in it.
//!
//! A listing may stand behind those it tells of, so the file is looked through for listings before it is read.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io::{Read, Seek};
use std::sync::Arc;

use super::metadata::{Beside, Listed};
use super::reading::in_member;
use crate::index::Reject;
use crate::read::listing::{self, Listing};
use crate::read::{Content, unpack};

/// The listings in a packed file.
#[derive(Default)]
pub(super) struct Inside {
    /// By the name of their folder, with the sign at its end.
    folders: HashMap<String, Vec<Listed>>,
    /// What could not be read of them.
    pub(super) rejects: Vec<Reject>,
    /// What was left out of them.
    pub(super) doubts: Vec<Reject>,
}

impl Inside {
    /// Looks through a file for listings. What is broken of anything else is met when that is read.
    pub(super) fn of(packed: &str, file: impl Read + Seek) -> Self {
        let mut inside = Self::default();
        let looked: Result<(), Infallible> = unpack(packed, file, &mut |name, content| {
            if let Content::Listing(input) = content {
                match read(input) {
                    Ok(Some(listing)) => inside.add(packed, name, listing),
                    Ok(None) => {}
                    Err(reason) => inside.rejects.push(told(packed, name, None, reason)),
                }
            }
            Ok(())
        });
        let Ok(()) = looked;
        inside
    }

    fn add(&mut self, packed: &str, name: &str, mut listing: Listing) {
        let doubts = std::mem::take(&mut listing.doubts).into_iter();
        let doubts =
            doubts.map(|(entry, doubt)| told(packed, name, Some(entry), doubt.to_string()));
        self.doubts.extend(doubts);
        let broken = listing.broken.take().into_iter();
        let broken = broken.map(|reason| told(packed, name, None, reason.to_string()));
        self.rejects.extend(broken);
        let (folder, _) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
        let here = self.folders.entry(folder.to_owned()).or_default();
        here.push(Listed::new(folder, listing));
    }

    /// What is known of a file in the packed one: by listings in its folder and in those above, the nearest first, and then
    /// by what lies beside the packed file.
    pub(super) fn beside(&self, member: &str, outside: &Arc<Beside>) -> Arc<Beside> {
        let folders = member.match_indices('/').rev();
        let folders = folders.filter_map(|(at, _)| self.folders.get(member.get(..=at)?));
        let listed: Vec<Listed> = folders.flatten().cloned().collect();
        if listed.is_empty() {
            return Arc::clone(outside);
        }
        Arc::new(outside.behind(listed))
    }
}

fn read(input: &mut dyn Read) -> Result<Option<Listing>, String> {
    let mut bytes = Vec::new();
    let read = input.take(listing::LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot read it to its end: {error}"))?;
    listing::read(&bytes).map_err(|reason| reason.to_string())
}

fn told(packed: &str, name: &str, place: Option<u64>, reason: String) -> Reject {
    Reject {
        place,
        reason: in_member(packed, name, reason),
    }
}
