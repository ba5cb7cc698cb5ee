//! Defines how text looks: its colours and its width.

use anstyle::{AnsiColor, Style};

use crate::story::Kind;

/// How to write for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Styling {
    /// Whether to use colours.
    pub colour: bool,
    /// How many columns a line may take up.
    pub columns: usize,
}

/// The role of a piece of text, which decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing in particular.
    Plain,
    /// A headline.
    Title,
    /// Something less important.
    Dim,
    /// What matched.
    Match,
    /// A name.
    Name(Kind),
    /// A time.
    Date,
    /// Text that another version no longer has.
    Gone,
    /// Text that it has instead.
    New,
    /// The word `error`.
    Error,
    /// The word `hint`.
    Hint,
}

impl Styling {
    /// Neither colours nor a right margin: what a file or a pipe gets.
    pub const PLAIN: Self = Self {
        colour: false,
        columns: usize::MAX,
    };

    /// The style of a role; none without colours.
    ///
    /// ```
    /// use dateline::present::{Styling, Role};
    /// let dim = Styling { colour: true, ..Styling::PLAIN }.style(Role::Dim);
    /// assert_eq!(format!("{dim}2024{dim:#}"), "\u{1b}[2m2024\u{1b}[0m");
    /// ```
    pub fn style(self, role: Role) -> Style {
        if !self.colour {
            return Style::new();
        }
        match role {
            Role::Plain => Style::new(),
            Role::Title => Style::new().bold(),
            Role::Dim => Style::new().dimmed(),
            Role::Match | Role::Error | Role::Gone => AnsiColor::Red.on_default().bold(),
            Role::New => AnsiColor::Green.on_default().bold(),
            Role::Name(Kind::Person) => AnsiColor::Green.on_default(),
            Role::Name(Kind::Org) => AnsiColor::Magenta.on_default(),
            Role::Name(Kind::Place) => AnsiColor::Blue.on_default(),
            Role::Date | Role::Hint => AnsiColor::Cyan.on_default(),
        }
    }
}
