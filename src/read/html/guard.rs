//! Refuses pages that would take a parser minutes: the algorithms of HTML are quadratic in how deeply a page is nested.

use crate::read::RejectReason;

/// The largest page, in bytes. Extraction takes about a second for each megabyte of markup.
const LARGEST: usize = 16 << 20;

/// The deepest nesting. No real page exceeds it, however many end tags are missing.
const DEEPEST: usize = 3000;

/// Nesting up to this depth is harmless.
const HARMLESS: usize = 400;

/// With which algorithms to parse a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// All of them.
    Full,
    /// Without those that are slow on nested pages.
    Bounded,
}

/// The elements that need no end tag, so that counting their starts says nothing of nesting.
const NEVER_ENDED: &str = "area base br col embed hr img input link meta param source track wbr \
    html head body p li dt dd tr td th thead tbody tfoot colgroup option optgroup rp rt a b i u em strong font nobr";

/// Whether the page can be parsed in reasonable time, and how.
pub(super) fn check(html: &str) -> Result<Effort, RejectReason> {
    if html.len() > LARGEST {
        return Err(RejectReason::TooLarge { limit: LARGEST });
    }
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = html.get(at + 1..).unwrap_or_default();
        if let Some(name) = rest.strip_prefix('/') {
            if nests(name) {
                depth = depth.saturating_sub(1);
            }
        } else if nests(rest) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    if deepest > DEEPEST {
        return Err(RejectReason::Html(format!(
            "it is nested more than {DEEPEST} deep"
        )));
    }
    Ok(if deepest < HARMLESS {
        Effort::Full
    } else {
        Effort::Bounded
    })
}

/// Whether `rest` begins with the name of an element that lasts until its end tag.
fn nests(rest: &str) -> bool {
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default();
    !name.is_empty()
        && name.len() <= 20
        && !NEVER_ENDED
            .split_ascii_whitespace()
            .any(|listed| name.eq_ignore_ascii_case(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_pages_are_refused() {
        assert_eq!(check(&"<div>".repeat(100)), Ok(Effort::Full));
        assert_eq!(check(&"<div>".repeat(2000)), Ok(Effort::Bounded));
        assert_eq!(
            check(&"<div class=x><p>".repeat(6000))
                .unwrap_err()
                .to_string(),
            "the page cannot be parsed: it is nested more than 3000 deep"
        );
    }

    #[test]
    fn long_pages_are_not() {
        assert!(check(&"<div><p>It rained.<br></div><li>Again.".repeat(5000)) == Ok(Effort::Full));
    }
}
