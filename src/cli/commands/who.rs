//! `dateline who`: the names in the stories that a query finds, counted.

use super::{question, suggestions_for, warn_left_out};
use crate::backend::Backend;
use crate::cli::args::{NameKind, Near, TableFormat, Who, WhoOrder};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::text;
use crate::present::who::{self, Parameters};
use crate::query::{NameFilter, Query};
use crate::search::{Nearness, WhoRequest, WhoSort};
use crate::story::Kind;

pub(super) fn run(
    args: &Who,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    let query = question::parse_question(&args.question, settings.today)?;
    let (nearness, near) = match args.near {
        Near::Story => (Nearness::Story, "story"),
        Near::Sentence => (Nearness::Sentence, "sentence"),
    };
    let (order, sort) = match args.sort {
        WhoOrder::Count => (WhoSort::Count, "count"),
        WhoOrder::Typical => (WhoSort::Typical, "typical"),
    };
    let request = WhoRequest {
        query,
        kinds: kinds(&args.kind),
        with: names(&args.with)?,
        near: nearness,
        sort: order,
        limit: args.limit,
    };
    let backend = Backend::local(&settings.index)?;
    let named = backend.who(&request)?;
    let asked = Parameters {
        query: &request.query,
        with: &args.with,
        near,
        sort,
        limit: args.limit,
    };
    let nothing = (named.total == 0).then(|| {
        let with = request.with.iter().cloned().map(Query::Name);
        suggestions_for(&backend, with.fold(request.query.clone(), Query::and))
    });
    let nothing = nothing.transpose()?;
    let out = &mut *streams.stdout;
    match args.format {
        TableFormat::Text => {
            who::text(&named, &asked, settings.styling, out)?;
            if !settings.quiet {
                who::totals(&named, &asked, settings.styling, out)?;
                if let Some(nothing) = &nothing {
                    text::hints(nothing, settings.styling, out)?;
                }
            }
        }
        TableFormat::Json => who::json(&named, &asked, nothing.as_ref(), out)?,
        TableFormat::Csv => {
            who::csv(&named, out)?;
            warn_left_out(named.left_out);
        }
    }
    Ok(
        if named.total == 0 || named.names.is_empty() && args.limit > 0 {
            Status::NotFound
        } else {
            Status::Found
        },
    )
}

/// The kinds typed, without duplicates; all if there are none.
fn kinds(typed: &[NameKind]) -> Vec<Kind> {
    let wanted = |kind: &Kind| {
        let typed_as = match kind {
            Kind::Person => NameKind::Person,
            Kind::Org => NameKind::Org,
            Kind::Place => NameKind::Place,
        };
        typed.is_empty() || typed.contains(&typed_as)
    };
    Kind::ALL.into_iter().filter(wanted).collect()
}

fn names(typed: &[String]) -> anyhow::Result<Vec<NameFilter>> {
    let names = typed.iter().map(|name| {
        Ok(NameFilter {
            kind: None,
            name: question::with_a_word("--with", name)?,
        })
    });
    names.collect()
}
