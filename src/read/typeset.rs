//! Sets marked-up text as plain text: paragraphs with a blank line between them, one line each.

/// Elements set off by blank lines, in HTML and in the formats of the IPTC.
const PARAGRAPHS: &str = "p div h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre section article figure figcaption hr header main aside \
    head nav footer form center hl1 hl2 hedline block bq media media-caption abstract note body.head body.content body.end";
/// Elements that begin a line.
const LINES: &str = "br li tr dt dd nitf-table byline dateline";

/// The words of a text with one space between them.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The separator between two words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// The separator before and after an element of this name.
pub(super) fn gap(tag: &str) -> Gap {
    let is_one_of = |list: &str| list.split_ascii_whitespace().any(|listed| listed == tag);
    if is_one_of(PARAGRAPHS) {
        Gap::Paragraph
    } else if is_one_of(LINES) {
        Gap::Line
    } else if matches!(tag, "td" | "th") {
        Gap::Space
    } else {
        Gap::None
    }
}

/// The text as it is being set.
pub(super) struct Text {
    set: String,
    /// The widest gap since the last word.
    gap: Gap,
}

impl Default for Text {
    fn default() -> Self {
        Self {
            set: String::new(),
            gap: Gap::None,
        }
    }
}

impl Text {
    /// Sets at least this before the next word.
    pub(super) fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds words; white space between them is a space.
    pub(super) fn push(&mut self, text: &str) {
        // Unicode's own line ends are white space too, and become a space like any other in HTML.
        if text.starts_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
        for word in text.split_whitespace() {
            if !self.set.is_empty() {
                self.set.push_str(match self.gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            // Soft hyphens are for setting a line, not part of a word.
            self.set.extend(word.split('\u{ad}'));
            self.gap = Gap::Space;
        }
        if !text.ends_with(char::is_whitespace) && !text.is_empty() {
            self.gap = Gap::None;
        }
    }

    /// The whole text.
    pub(super) fn set(self) -> String {
        self.set
    }

    /// The whole text, without a first paragraph that repeats the title.
    pub(super) fn without_first(self, title: &str) -> String {
        without_first(self.set, title)
    }
}

/// A text without a first paragraph that repeats the title.
pub(super) fn without_first(text: String, title: &str) -> String {
    match text.split_once("\n\n") {
        Some((first, rest)) if !title.is_empty() && first == title => rest.to_owned(),
        _ => text,
    }
}

/// A text behind its dateline, unless it begins with that already.
pub(super) fn behind_dateline(dateline: &str, text: String) -> String {
    if dateline.is_empty() || text.is_empty() || text.starts_with(dateline) {
        text
    } else {
        format!("{dateline} - {text}")
    }
}

/// A text below its second headline, which is a paragraph of its own, unless text or title say the same.
pub(super) fn below_headline(second: &str, text: String, title: &str) -> String {
    if second.is_empty() || second == title || text.contains(second) {
        text
    } else {
        format!("{second}\n\n{text}").trim_end().to_owned()
    }
}

/// Joins the lines of a column to one, including words that were hyphenated at a line end.
#[derive(Default)]
pub(super) struct Hyphens {
    set: String,
    /// Whether the last line ended within a word, and its hyphen is already off.
    cut: bool,
}

impl Hyphens {
    /// Adds a line. `cut` says that its last word continues on the next line even if no hyphen shows it.
    pub(super) fn line(&mut self, line: &str, cut: bool) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if self.cut || ends_within_word(&self.set, line) {
            if !self.cut {
                self.set.pop();
            }
        } else if !self.set.is_empty() {
            self.set.push(' ');
        }
        self.set.push_str(line);
        self.cut = cut;
    }

    /// All that was set.
    pub(super) fn set(self) -> String {
        self.set
    }
}

/// Joins the lines of columns to paragraphs, one line each. A paragraph ends at an empty line, before a line for which
/// `begins` holds, and after one for which `ends` holds. Both are also given the line before, which is empty for the
/// first line of a paragraph.
pub(super) fn paragraphs<'l>(
    lines: impl Iterator<Item = &'l str>,
    begins: impl Fn(&str, &str) -> bool,
    ends: impl Fn(&str, &str) -> bool,
) -> String {
    let mut whole: Vec<String> = Vec::new();
    let mut open = Hyphens::default();
    let mut before = "";
    for line in lines {
        if line.is_empty() || begins(before, line) {
            whole.push(std::mem::take(&mut open).set());
        }
        open.line(line, false);
        let is_last = ends(before, line);
        if is_last {
            whole.push(std::mem::take(&mut open).set());
        }
        before = if is_last { "" } else { line };
    }
    whole.push(open.set());
    whole.retain(|paragraph| !paragraph.is_empty());
    whole.join("\n\n")
}

/// Whether a hyphen at the end of a text only hyphenates a word that continues in `next`: there are letters on both
/// sides, and no capital follows, as in the compound `Franco-` `Prussian`.
pub(super) fn ends_within_word(text: &str, next: &str) -> bool {
    text.strip_suffix(['-', '\u{ad}', '¬'])
        .is_some_and(|text| text.ends_with(char::is_alphabetic))
        && next.starts_with(char::is_lowercase)
}
