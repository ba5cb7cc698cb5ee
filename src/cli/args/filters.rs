//! The conditions that go beside a query, as typed and as saved.

use clap::Args as ClapArgs;
use serde::{Deserialize, Serialize};

/// Conditions beside the query. Each may be given several times, and all must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, ClapArgs, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Only stories")]
pub(in crate::cli) struct Filters {
    /// That name somebody
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) who: Vec<String>,
    /// That name a person
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) person: Vec<String>,
    /// That name an organisation
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) org: Vec<String>,
    /// That name a place
    #[arg(long, value_name = "NAME")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) place: Vec<String>,
    /// Published then
    #[arg(long, value_name = "RANGE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) published: Vec<String>,
    /// That tell of days then
    #[arg(long, value_name = "RANGE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) about: Vec<String>,
    /// First read then
    #[arg(long, value_name = "RANGE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) seen: Vec<String>,
    /// From a paper, agency or site
    #[arg(long, value_name = "SOURCE")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) source: Vec<String>,
    /// In a language, by code: en, de
    #[arg(long, value_name = "LANG")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) lang: Vec<String>,
    /// That speak of a country, by code or name: DE, Germany
    #[arg(long, value_name = "COUNTRY")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) country: Vec<String>,
    /// From files that a pattern matches: 'archive/*'
    #[arg(long, value_name = "GLOB")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::cli) path: Vec<String>,
}

impl Filters {
    /// Whether nothing is demanded.
    pub(in crate::cli) fn are_none(&self) -> bool {
        let names = [&self.who, &self.person, &self.org, &self.place];
        let days = [&self.published, &self.about, &self.seen];
        let facts = [&self.source, &self.lang, &self.country, &self.path];
        names
            .into_iter()
            .chain(days)
            .chain(facts)
            .all(Vec::is_empty)
    }
}
