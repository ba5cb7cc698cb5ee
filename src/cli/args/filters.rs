//! The filters beside a query, as typed and as saved.

use clap::Args as ClapArgs;
use serde::{Deserialize, Serialize};

/// The heading of the filters in `--help`. It is set on each of them, because `next_help_heading` would go on to the
/// flags after them.
const HEADING: &str = "Only stories";

/// The filters beside a query. Each may be given several times, and all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, ClapArgs, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::cli) struct Filters {
    /// That mention this person, organisation or place
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) who: Vec<String>,
    /// That mention this person
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) person: Vec<String>,
    /// That mention this organisation
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) org: Vec<String>,
    /// That mention this place
    #[arg(long, value_name = "NAME", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) place: Vec<String>,
    /// Published in this range
    #[arg(long, value_name = "RANGE", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) published: Vec<String>,
    /// That mention days in this range
    #[arg(long, value_name = "RANGE", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) about: Vec<String>,
    /// First read in this range
    #[arg(long, value_name = "RANGE", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) seen: Vec<String>,
    /// From this paper, agency or site
    #[arg(long, value_name = "SOURCE", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) source: Vec<String>,
    /// In this language, by code: en, de
    #[arg(long, value_name = "LANG", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) lang: Vec<String>,
    /// That mention this country, by code or name: DE, Germany
    #[arg(long, value_name = "COUNTRY", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) country: Vec<String>,
    /// From files that match this pattern: 'archive/*'
    #[arg(long, value_name = "GLOB", help_heading = HEADING)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) path: Vec<String>,
}

impl Filters {
    /// Whether no filter is given.
    pub(in crate::cli) fn are_none(&self) -> bool {
        self.typed().iter().all(|(_, values)| values.is_empty())
    }

    /// Each flag and its values.
    pub(in crate::cli) fn typed(&self) -> [(&'static str, &[String]); 11] {
        [
            ("--who", &self.who),
            ("--person", &self.person),
            ("--org", &self.org),
            ("--place", &self.place),
            ("--published", &self.published),
            ("--about", &self.about),
            ("--seen", &self.seen),
            ("--source", &self.source),
            ("--lang", &self.lang),
            ("--country", &self.country),
            ("--path", &self.path),
        ]
    }
}
