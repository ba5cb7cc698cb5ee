//! What `--facet` counts, as typed.

use clap::ValueEnum;

use crate::story::{Facet, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FacetName {
    /// Everybody named.
    Who,
    /// The people named.
    Person,
    /// The organisations named.
    Org,
    /// The places named.
    Place,
    /// The papers, agencies and sites.
    Source,
    /// The languages.
    Lang,
    /// The countries they speak of.
    Country,
    /// The days of publication.
    Published,
}

impl FacetName {
    /// What it means.
    pub(in crate::cli) fn facet(self) -> Facet {
        match self {
            Self::Who => Facet::Who,
            Self::Person => Facet::Named(Kind::Person),
            Self::Org => Facet::Named(Kind::Org),
            Self::Place => Facet::Named(Kind::Place),
            Self::Source => Facet::Source,
            Self::Lang => Facet::Lang,
            Self::Country => Facet::Country,
            Self::Published => Facet::Published,
        }
    }
}
