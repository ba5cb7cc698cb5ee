//! What `--facet` counts, as typed.

use clap::ValueEnum;

use crate::story::{Facet, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FacetName {
    /// All names.
    Who,
    /// People.
    Person,
    /// Organisations.
    Org,
    /// Places.
    Place,
    /// Sources: papers, agencies and sites.
    Source,
    /// Languages.
    Lang,
    /// Countries mentioned.
    Country,
    /// Publication dates.
    Published,
}

impl FacetName {
    /// The facet of this name.
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
