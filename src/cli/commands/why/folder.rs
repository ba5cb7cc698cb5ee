//! Counts and lists what became of the files in a folder.

use std::io::{self, Write};

use super::{write_line, write_section};
use crate::index::{Archive, IndexError, LedgerRow, Outcome};
use crate::present::{Styling, clean, counted};
use crate::read::Found;

/// The files in and under a folder, by outcome.
pub(super) struct Folder {
    name: String,
    files: u64,
    stories: u64,
    skipped: Vec<String>,
    rejected: Vec<String>,
    /// Files with both stories and rejects.
    in_part: Vec<String>,
}

impl Folder {
    /// `None` if the ledger has no existing file in it.
    pub(super) fn of(name: &str, archive: &Archive) -> Result<Option<Self>, IndexError> {
        let mut folder = Self {
            name: name.to_owned(),
            files: 0,
            stories: 0,
            skipped: Vec::new(),
            rejected: Vec::new(),
            in_part: Vec::new(),
        };
        let add = |row: LedgerRow| -> Result<(), IndexError> {
            folder.add(&row);
            Ok(())
        };
        match name {
            // Names of files in the current folder do not begin with it.
            "." => archive.each_row(is_in(|file| !file.starts_with(['/', '.']), add))?,
            "/" => archive.each_row(is_in(|file| file.starts_with('/'), add))?,
            _ => archive.each_row_under(&Found::folder_name(name), add)?,
        }
        for files in [
            &mut folder.skipped,
            &mut folder.rejected,
            &mut folder.in_part,
        ] {
            files.sort_unstable();
        }
        Ok((folder.files > 0).then_some(folder))
    }

    fn add(&mut self, row: &LedgerRow) {
        self.files += 1;
        let file = clean::line(&row.file);
        match &row.outcome {
            Outcome::Indexed { stories, .. } => {
                self.stories += stories;
                match row.rejects.len() {
                    0 => {}
                    1 => self.in_part.push(format!("{file}: 1 reject")),
                    parts => self.in_part.push(format!("{file}: {parts} rejects")),
                }
            }
            Outcome::Skipped { reason } => {
                self.skipped
                    .push(format!("{file}: {}", clean::on_one_line(reason)));
            }
            Outcome::Rejected { reason } => {
                self.rejected
                    .push(format!("{file}: {}", clean::on_one_line(reason)));
            }
            // Such rows are not handed out.
            Outcome::Gone => {}
        }
    }

    pub(super) fn write(&self, styling: Styling, out: &mut dyn Write) -> io::Result<()> {
        let (skipped, rejected) = (self.skipped.len(), self.rejected.len());
        let indexed = self.files - (skipped + rejected) as u64;
        let files = match self.files {
            1 => "1 file".to_owned(),
            files => format!("{files} files"),
        };
        let told = format!(
            "The folder `{}` has {files}: {indexed} indexed with {}, {skipped} skipped, {rejected} rejected.",
            clean::line(&self.name),
            counted::stories(self.stories),
        );
        write_line(&told, styling, out)?;
        write_section("Skipped:", &self.skipped, styling, out)?;
        write_section("Rejected:", &self.rejected, styling, out)?;
        write_section("Rejected in part:", &self.in_part, styling, out)
    }
}

/// Passes on the rows of files whose name is `wanted`.
fn is_in(
    wanted: impl Fn(&str) -> bool,
    mut row: impl FnMut(LedgerRow) -> Result<(), IndexError>,
) -> impl FnMut(LedgerRow) -> Result<(), IndexError> {
    move |found| {
        if wanted(&found.file) {
            row(found)
        } else {
            Ok(())
        }
    }
}
