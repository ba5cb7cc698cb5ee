//! `dateline search`: the stories that a query finds, or those of each query in a file.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use jiff::civil::Date;

use super::input::{self, STDIN};
use super::question::{self, NumberedQuery};
use super::warn_left_out;
use crate::backend::Backend;
use crate::cli::args::{CopiesShown, Feedback, Format, Match, Order, Search, Shape};
use crate::cli::message::{ErrorWithHint, Message};
use crate::cli::settings::Settings;
use crate::cli::{Status, Streams};
use crate::present::{clean, counted, facet, json, table, text};
use crate::query::Query;
use crate::search::{Copies, Recency, Request, SnippetOptions, Sort};
use crate::story::{Facet, Page};

/// How many values of a facet are shown.
const FACET_VALUES: usize = 10;

pub(super) fn run(
    args: &Search,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    if let Some(file) = &args.queries {
        return run_file(file, args, settings, streams);
    }
    let is_blank = args.query.iter().all(|word| word.trim().is_empty());
    if is_blank && args.filters.are_none() {
        return Err(empty_query().into());
    }
    let format = args.shape.format.unwrap_or(Format::Text);
    let today = settings.today;
    is_ranked(&args.shape)?;
    let query = question::query(&args.query, &args.wording, &args.filters, today)?;
    let facets = facets(&args.shape, format)?;
    if args.shape.explain && !matches!(format, Format::Text | Format::Json | Format::Jsonl) {
        return Err(ErrorWithHint {
            problem: "this format cannot show the parts of scores".to_owned(),
            hint: "with `--explain`, use `--format` text, json or jsonl".to_owned(),
        }
        .into());
    }
    let backend = Backend::local(&settings.index)?;
    let begun = Instant::now();
    let request = request(query, format, args, today);
    let page = if args.shape.explain {
        backend.search_explained(&request)?
    } else {
        backend.search(&request)?
    };
    let facets = backend.facets(&request.query, &facets, FACET_VALUES)?;
    let took = begun.elapsed();
    tracing::info!(total = page.total, ?took, query = %request.query, "searched");
    let out = &mut *streams.stdout;
    match format {
        Format::Text => {
            text::hits(&page, settings.styling, out)?;
            facet::text(&facets, settings.styling, out)?;
            if !settings.quiet {
                text::totals(&page, settings.styling, out)?;
            }
        }
        Format::Json => json::page(&page, &facets, &request.query, took, out)?,
        Format::Csv if !facets.is_empty() => facet::csv(&facets, out)?,
        Format::Csv => table::csv(&page, out)?,
        Format::Jsonl => {
            json::lines(&page, None, out)?;
            if !facets.is_empty() {
                facet::line(&facets, out)?;
            }
        }
        Format::Ids => table::ids(&page, None, out)?,
        Format::Trec => table::trec(&page, "1", by_rank(args), out)?,
    }
    if !matches!(format, Format::Text | Format::Json) {
        warn_left_out(page.left_out);
    }
    Ok(exit_status(&page))
}

/// Checks that hits are ranked by score if `--recency` is given.
fn is_ranked(shape: &Shape) -> Result<(), ErrorWithHint> {
    if shape.recency.is_none() || matches!(shape.sort, Order::Relevance) {
        return Ok(());
    }
    Err(ErrorWithHint {
        problem: "hits sorted by date have no scores for `--recency` to change".to_owned(),
        hint: "leave out `--recency` or `--sort`".to_owned(),
    })
}

/// The error for a query without words and filters: finding every story must be asked for.
pub(super) fn empty_query() -> ErrorWithHint {
    ErrorWithHint {
        problem: "nothing to search for".to_owned(),
        hint: "give a query or a filter; `dateline search '*'` finds every story".to_owned(),
    }
}

/// The facets to count, without duplicates; an error if the format cannot show them.
fn facets(shape: &Shape, format: Format) -> Result<Vec<Facet>, ErrorWithHint> {
    let mut facets = Vec::new();
    for facet in shape.facet.iter().map(|name| name.facet()) {
        if !facets.contains(&facet) {
            facets.push(facet);
        }
    }
    let fits = match format {
        Format::Text | Format::Json | Format::Jsonl => true,
        // One table has one header.
        Format::Csv => shape.limit == 0,
        Format::Ids | Format::Trec => false,
    };
    if fits || facets.is_empty() {
        return Ok(facets);
    }
    Err(ErrorWithHint {
        problem: "this format cannot show facets beside the hits".to_owned(),
        hint: "with `--facet`, use `--format` text, json, jsonl, or csv with `-n 0`".to_owned(),
    })
}

/// Runs every query of a file. All are parsed before the first is run, so that a mistake in the last is told at once; it
/// does not keep the others from being answered.
fn run_file(
    file: &Path,
    args: &Search,
    settings: &Settings,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Status> {
    if args.shape.explain || !args.shape.facet.is_empty() {
        return Err(ErrorWithHint {
            problem: "`--queries` prints hits only".to_owned(),
            hint: "use `--facet` and `--explain` with a single query".to_owned(),
        }
        .into());
    }
    is_ranked(&args.shape)?;
    let conditions = question::conditions(&args.filters, settings.today)?;
    let format = args.shape.format.unwrap_or(Format::Trec);
    let write: fn(&Page, &str, &mut dyn Write) -> io::Result<()> = match format {
        Format::Trec if by_rank(args) => |page, id, out| table::trec(page, id, true, out),
        Format::Trec => |page, id, out| table::trec(page, id, false, out),
        Format::Jsonl => |page, id, out| json::lines(page, Some(id), out),
        Format::Ids => |page, id, out| table::ids(page, Some(id), out),
        Format::Text | Format::Json | Format::Csv => {
            return Err(ErrorWithHint {
                problem: "`--queries` does not support this format".to_owned(),
                hint: "with `--queries`, use `--format` trec, jsonl or ids".to_owned(),
            }
            .into());
        }
    };
    let called = format!("`{}`", input::named(file));
    let lines = if file == Path::new(STDIN) {
        input::bytes(&called, &mut *streams.stdin)?
    } else {
        let opened = File::open(file).with_context(|| format!("cannot read {called}"))?;
        input::bytes(&called, opened)?
    };
    let queries = question::read_queries(&lines, &args.wording, &conditions, settings.today);
    let backend = Backend::local(&settings.index)?;
    let (queries, mistakes): (Vec<_>, Vec<_>) = queries.into_iter().partition(Result::is_ok);
    let has_mistakes = !mistakes.is_empty();
    for mistake in mistakes.into_iter().filter_map(Result::err) {
        let styling = settings.error_styling;
        let message = Message::of(&mistake.context(format!("in {called}")), styling);
        message.write(settings.log_format, styling, streams.stderr)?;
    }
    let mut status = Status::NotFound;
    for NumberedQuery { id, query } in queries.into_iter().flatten() {
        let page = backend.search(&request(query, format, args, settings.today))?;
        write(&page, &id, streams.stdout)?;
        if exit_status(&page) == Status::Found {
            status = Status::Found;
        }
        if let Some(what) = page.left_out.and_then(counted::left_out) {
            tracing::warn!("left out of query {}: {what}", clean::line(&id));
        }
    }
    if has_mistakes {
        return Ok(Status::Failed);
    }
    Ok(status)
}

/// Whether hits are sorted by date, so that they have a rank but no score.
fn by_rank(args: &Search) -> bool {
    !matches!(args.shape.sort, Order::Relevance)
}

fn request(query: Query, format: Format, args: &Search, today: Date) -> Request {
    let Search { shape, wording, .. } = args;
    let snippets = snippets(format);
    Request {
        query,
        sort: match shape.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        offset: shape.offset,
        limit: shape.limit,
        copies: match shape.copies {
            // People want to see each report once; programs say what they want.
            None if format == Format::Text => Copies::Group,
            None | Some(CopiesShown::Show) => Copies::Show,
            Some(CopiesShown::Group) => Copies::Group,
            Some(CopiesShown::Hide) => Copies::Hide,
        },
        feedback: match shape.feedback {
            Feedback::Auto => wording.matching == Match::Any,
            Feedback::Always => true,
            Feedback::Never => false,
        },
        recency: shape.recency.map(|half| Recency { half, today }),
        snippets,
    }
}

/// The snippets that a format shows.
pub(super) fn snippets(format: Format) -> SnippetOptions {
    let mut snippets = SnippetOptions::default();
    if matches!(format, Format::Ids | Format::Trec) {
        snippets.fragments = 0;
    }
    snippets
}

pub(super) fn exit_status(page: &Page) -> Status {
    if page.total > 0 {
        Status::Found
    } else {
        Status::NotFound
    }
}
