//! Reads METS, a file beside the scanned pages of an issue: the paper, its day, its language, and which file is
//! which page.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::super::fields::{Field, Filling};
use super::super::{Draft, RejectReason, ocr, xml};
use super::{Key, Listing, Teller, finish, without_ending};
use crate::story::{PageStart, Published};

/// What METS says of an issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Issue {
    /// What is said of every page.
    pub(super) draft: Draft,
    /// The number of the page that a file belongs to, by the name of the file without its ending.
    files: BTreeMap<String, u32>,
}

/// Reads a whole file.
pub(super) fn read(text: &str) -> Result<Listing, RejectReason> {
    xml::with_root(text.as_bytes(), |root| {
        let mut doubts = Vec::new();
        let issue = Issue {
            draft: finish(issue(root), 1, &mut doubts),
            files: files(root),
        };
        Listing {
            teller: Teller::Issue(Box::new(issue)),
            doubts,
            broken: None,
        }
    })
}

impl Issue {
    /// Which page of the issue a file is, if known; `None` if it is not part of the issue. If the issue does not list
    /// its files, all files beside it are part of it. If each page has a folder, `seq-3/ocr.txt`, its name has the
    /// number.
    pub(super) fn of(&self, file: &str) -> Option<Vec<PageStart>> {
        let page = if ocr::is_page(file) {
            let page = ocr::page_of_issue(file)?;
            self.files.values().find(|number| **number == page).copied()
        } else {
            self.files.get(stem(file)).copied()
        };
        (page.is_some() || self.files.is_empty()).then(|| {
            page.map(|page| PageStart { page, start: 0 })
                .into_iter()
                .collect()
        })
    }

    pub(super) fn keys(&self, take: &mut dyn FnMut(Key<'_>)) {
        for (file, page) in &self.files {
            take(Key::File(file));
            take(Key::Page(*page));
        }
        if self.files.is_empty() {
            take(Key::AnyPage);
        }
    }

    /// Under what [`Self::of`] looks.
    pub(super) fn story_keys(file: &str, take: &mut dyn FnMut(Key<'_>)) {
        take(Key::AnyPage);
        if !ocr::is_page(file) {
            take(Key::File(stem(file)));
        } else if let Some(page) = ocr::page_of_issue(file) {
            take(Key::Page(page));
        }
    }
}

fn issue(root: Node<'_, '_>) -> Filling {
    let mut filling = Filling::new("METS");
    // Articles may have descriptions of their own; that of the issue is the one with the day.
    let described = xml::all(root, "dmdSec").find(|part| xml::at(*part, &["dateIssued"]).is_some());
    let said = |path: &[&'static str]| described.map(|part| xml::line_at(part, path));
    let said = |path: &[&'static str]| said(path).unwrap_or_default();
    let (label, label_day) = split_label(root.attribute("LABEL").unwrap_or_default());
    filling.fill(Field::Published, "dateIssued", said(&["dateIssued"]));
    filling.fill(Field::Published, "LABEL", label_day);
    // Of an issue the paper is the host.
    let paper = ["relatedItem", "titleInfo", "title"];
    filling.fill(Field::Source, "title", said(&paper));
    filling.fill(
        Field::Source,
        "title",
        said(paper.get(1..).unwrap_or_default()),
    );
    filling.fill(Field::Source, "LABEL", label);
    // A term may also be a word: `English`.
    let is_code = |term: &Node<'_, '_>| xml::line(*term).len() <= 3;
    let language = xml::all(described.unwrap_or(root), "languageTerm").find(is_code);
    filling.fill(
        Field::Language,
        "languageTerm",
        language.map(xml::line).unwrap_or_default(),
    );
    filling
}

/// `Evening Star (Washington), 1913-05-01`: the paper and the day.
fn split_label(label: &str) -> (&str, &str) {
    let label = label.trim();
    match label.rsplit_once(',') {
        Some((paper, day)) if Published::parse(day, "").is_ok() => (paper.trim(), day.trim()),
        _ => (label, ""),
    }
}

/// The pages in their order, each with its files.
fn files(root: Node<'_, '_>) -> BTreeMap<String, u32> {
    let named: BTreeMap<&str, &str> = xml::all(root, "file")
        .filter_map(|file| {
            let place = xml::at(file, &["FLocat"])?;
            let mut attributes = place.attributes();
            let address = attributes.find(|attribute| attribute.name() == "href")?;
            Some((file.attribute("ID")?, stem(address.value())))
        })
        .collect();
    let is_page = |div: &Node<'_, '_>| {
        let kind = div.attribute("TYPE").unwrap_or_default();
        kind.to_ascii_lowercase().ends_with("page")
    };
    let mut files = BTreeMap::new();
    for (count, page) in (1..).zip(xml::all(root, "div").filter(is_page)) {
        let order = page.attribute("ORDER").and_then(|order| order.parse().ok());
        let number = order.filter(|order| *order > 0).unwrap_or(count);
        for pointer in page.descendants().filter(Node::is_element) {
            let file = pointer.attribute("FILEID").and_then(|id| named.get(id));
            if let Some(file) = file {
                files.entry((*file).to_owned()).or_insert(number);
            }
        }
    }
    files
}

/// The name of a file without folders and ending.
fn stem(path: &str) -> &str {
    without_ending(path.rsplit(['/', '\\']).next().unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::super::super::Format;

    use super::*;

    const METS: &str = r#"<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"
        TYPE="issue" LABEL="The Northern Ledger (Luzern), 1911-03-04">
      <dmdSec ID="art1"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:title>Mill burns</mods:title></mods:titleInfo></mods:mods></xmlData></mdWrap></dmdSec>
      <dmdSec ID="issue"><mdWrap MDTYPE="MODS"><xmlData><mods:mods>
        <mods:originInfo><mods:dateIssued encoding="iso8601">1911-03-03</mods:dateIssued></mods:originInfo>
        <mods:language><mods:languageTerm type="code">eng</mods:languageTerm></mods:language></mods:mods></xmlData></mdWrap></dmdSec>
      <fileSec><fileGrp><file ID="F1"><FLocat xlink:href="file://./alto/0001.xml"/></file><file ID="F2"><FLocat xlink:href="./0002.xml"/></file>
        <file ID="I2"><FLocat xlink:href="./0002.jp2"/></file></fileGrp></fileSec>
      <structMap><div TYPE="np:issue"><div TYPE="np:page"><fptr FILEID="F1"/></div>
        <div TYPE="np:page" ORDER="4"><fptr FILEID="I2"/><fptr><area FILEID="F2"/></fptr></div></div></structMap></mets>"#;

    fn told(text: &str, format: Format, file: &str) -> Draft {
        let mut draft = Draft::default();
        read(text).unwrap().describe(format, file, true, &mut draft);
        draft
    }

    #[test]
    fn paper_day_language_and_page() {
        let page = told(METS, Format::Alto, "alto/0002.xml");
        let published = page.published.as_ref().unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("1911-03-03", "METS dateIssued")
        );
        assert_eq!(page.source.as_deref(), Some("The Northern Ledger (Luzern)"));
        assert_eq!(page.language.unwrap().to_string(), "en");
        assert_eq!(page.pages, [PageStart { page: 4, start: 0 }]);
        assert_eq!(told(METS, Format::Alto, "0001.xml").pages[0].page, 1);
    }

    #[test]
    fn the_host_of_an_issue_is_the_paper() {
        let host = "<mods:relatedItem type=\"host\"><mods:titleInfo><mods:title>Ledger</mods:title></mods:titleInfo></mods:relatedItem><mods:originInfo>";
        let text = METS.replace("<mods:originInfo>", host);
        assert_eq!(
            told(&text, Format::Alto, "0001.xml").source.as_deref(),
            Some("Ledger")
        );
    }

    #[test]
    fn a_label_tells_the_day_where_nothing_else_does() {
        let text = METS.replace("dateIssued", "dateOther");
        let published = told(&text, Format::Alto, "0001.xml").published.unwrap();
        assert_eq!(
            (published.value(), published.from()),
            ("1911-03-04", "METS LABEL")
        );
    }

    #[test]
    fn a_page_in_a_folder_of_its_own() {
        for (format, file, page) in [
            (Format::Ocr, "seq-4/ocr.txt", true),
            (Format::Ocr, "ed-1/seq-1/ocr.txt", true),
            (Format::Alto, "seq-1/ocr.xml", true),
            (Format::Ocr, "seq-2/ocr.txt", false),
            (Format::Ocr, "1911-03-04/ed-1/seq-1/ocr.txt", false),
        ] {
            assert_eq!(told(METS, format, file).published.is_some(), page, "{file}");
        }
    }

    #[test]
    fn only_its_own_pages() {
        for (format, file) in [(Format::Alto, "0003.xml"), (Format::Html, "0001.xml")] {
            assert_eq!(told(METS, format, file), Draft::default(), "{file}");
        }
        let listless = METS.replace("FLocat", "FCont");
        assert!(
            told(&listless, Format::Alto, "0003.xml")
                .published
                .is_some()
        );
    }
}
