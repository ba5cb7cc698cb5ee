//! Reads the ledger of an archive.

use std::cmp::Ordering;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::error::IndexError;
use super::last_run::LastRun;
use super::ledger::LedgerRow;
use super::open::Archive;
use super::schema::FILE_ROW;
use super::stored::StoredDocument;

impl Archive {
    /// The result of the last run; `None` if no run has committed anything.
    pub fn last_run(&self) -> Option<&LastRun> {
        self.last_run.as_ref()
    }

    /// The ledger row of a file, even if it is gone; `None` if no run ever met it.
    pub fn row(&self, file: &str) -> Result<Option<LedgerRow>, IndexError> {
        for address in self.documents_with(&Term::from_field_text(self.fields.file, file))? {
            if let Some(row) = self.row_at(address)? {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// Passes on the ledger row of every existing file, in no particular order, without holding all in memory.
    pub fn each_row<E: From<IndexError>>(
        &self,
        row: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let rows = self.documents_with(&Term::from_field_text(self.fields.row, FILE_ROW))?;
        self.read_rows(rows, row)
    }

    /// Passes on the ledger row of every existing file in and under a folder, or of the file of that name, without
    /// reading the others.
    pub fn each_row_under<E: From<IndexError>>(
        &self,
        root: &str,
        row: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut rows = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            self.rows_under(root, reader, |doc| rows.push(DocAddress::new(segment, doc)))
                .map_err(IndexError::from)?;
        }
        self.read_rows(rows, row)
    }

    fn read_rows<E: From<IndexError>>(
        &self,
        rows: Vec<DocAddress>,
        mut row: impl FnMut(LedgerRow) -> Result<(), E>,
    ) -> Result<(), E> {
        for address in rows {
            if let Some(found) = self.row_at(address)? {
                row(found)?;
            }
        }
        Ok(())
    }

    fn row_at(&self, address: DocAddress) -> Result<Option<LedgerRow>, IndexError> {
        let stored: StoredDocument = self.searcher.doc(address)?;
        Ok(stored.into_row()?)
    }

    /// The documents that may be rows of such files: of the documents of a file at most one is its row.
    fn rows_under(
        &self,
        root: &str,
        reader: &SegmentReader,
        mut row: impl FnMut(u32),
    ) -> Result<(), TantivyError> {
        let of_files = reader.inverted_index(self.fields.file)?;
        let of_rows = reader.inverted_index(self.fields.row)?;
        let is_row = Term::from_field_text(self.fields.row, FILE_ROW);
        let files = of_files.terms().range().ge(root.as_bytes());
        let mut files = files.into_stream()?;
        while files.advance() && files.key().starts_with(root.as_bytes()) {
            if !matches!(files.key().get(root.len()), None | Some(b'/')) {
                continue;
            }
            let option = IndexRecordOption::Basic;
            let mut of_file = of_files.read_postings_from_terminfo(files.value(), option)?;
            let Some(mut rows) = of_rows.read_postings(&is_row, option)? else {
                break;
            };
            while of_file.doc() != TERMINATED && rows.doc() != TERMINATED {
                match of_file.doc().cmp(&rows.doc()) {
                    Ordering::Less => {
                        of_file.seek(rows.doc());
                    }
                    Ordering::Greater => {
                        rows.seek(of_file.doc());
                    }
                    Ordering::Equal => {
                        if !reader.is_deleted(rows.doc()) {
                            row(rows.doc());
                        }
                        of_file.advance();
                    }
                }
            }
        }
        Ok(())
    }
}
