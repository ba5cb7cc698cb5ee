//! Pages of our own, and what is read out of them.

use super::*;

mod dates;

const STORY: &str = "<p>The river rose by two metres overnight, and the council opened the sports hall to everyone who had to \
    leave a house on the lower bank before dawn.</p><p>Nobody was hurt, the mayor said, but the old bridge is closed until \
    engineers have looked at its piers, which may take until the end of the week.</p>";

const HEADLINE: &str = "<h1>River floods old town</h1>";

fn page(head: &str, before: &str) -> Draft {
    let html = format!(
        "<html lang=en><head>{head}</head><body><article>{before}{STORY}</article></body></html>"
    );
    let mut readout = read(html.as_bytes());
    readout.stories.remove(0).1
}

#[test]
fn the_story_and_not_what_is_around_it() {
    let html = format!(
        "<html lang=de><head><title>Floods - The Bugle</title><meta property=og:site_name content='The Bugle'>\
        <link rel=canonical href=http://example.org/floods></head><body><nav><ul><li><a href=/>Home</a></li></ul></nav>\
        <article><h1>Floods</h1>{STORY}</article><footer>Copyright, all rights reserved</footer></body></html>"
    );
    let draft = read(html.as_bytes()).stories.remove(0).1;
    assert!(draft.body.starts_with("The river rose"), "{}", draft.body);
    assert!(draft.body.contains("Nobody was hurt"));
    assert!(!draft.body.contains("Home") && !draft.body.contains("Copyright"));
    assert_eq!(draft.source.as_deref(), Some("The Bugle"));
    assert_eq!(draft.url.as_deref(), Some("http://example.org/floods"));
    assert_eq!(draft.language, Some(Language::German));
}

#[test]
fn a_short_page_keeps_its_paragraphs() {
    let body = |body: &str| {
        let html = format!(
            "<html><head><title>Ferry resumes</title><script>let a = 'b';</script></head><body>{body}</body></html>"
        );
        read(html.as_bytes()).stories.remove(0).1.body
    };
    let (first, second) = (
        "The ferry to Hamburg sailed again on Monday, the port said, after six weeks in which the quay had to be mended.",
        "Nobody was hurt.",
    );
    assert_eq!(
        body(&format!(
            "<article><h1>Ferry resumes</h1><p>{first}</p></article>"
        )),
        first
    );
    assert_eq!(
        body(&format!(
            "<nav>Home</nav><article><h1>Ferry resumes</h1><div>{first}</div><div>{second}</div></article>"
        )),
        format!("{first}\n\n{second}")
    );
    assert_eq!(
        body(&format!(
            "<nav>Home</nav><h1>Ferry at sea again</h1><p>{first}</p><p>{second}</p>"
        )),
        format!("{first}\n\n{second}")
    );
    assert_eq!(
        body("<h1>Ferry resumes</h1><p>It <b>sai</b>led.</p><ul><li>Monday<li>Tuesday</ul>"),
        "It sailed.\n\nMonday\nTuesday"
    );
}

#[test]
fn titles() {
    let title = |head: &str, before: &str| page(head, before).title;
    let told = "<title>River floods old town | The Bugle</title>";
    assert_eq!(
        title(told, "<h1>The Bugle</h1><h1>River floods Old Town</h1>"),
        "River floods Old Town"
    );
    assert_eq!(
        title(told, "<h2>River floods old town</h2>"),
        "River floods old town"
    );
    assert_eq!(title(told, ""), "River floods old town");
    assert_eq!(
        title(
            "<title>The Bugle: Home</title>",
            "<h1>River floods old town</h1>"
        ),
        "River floods old town"
    );
    assert_eq!(
        title(
            "<meta property=og:site_name content=Bugle><title>Bugle - Rain</title>",
            ""
        ),
        "Rain"
    );
}

#[test]
fn bylines() {
    let byline = |head: &str, before: &str| page(head, before).byline;
    assert_eq!(
        byline("<meta name=author content='Mark Twain'>", "").as_deref(),
        Some("Mark Twain")
    );
    assert_eq!(
        byline("", "<span class=byline>By Mark Twain</span>").as_deref(),
        Some("Mark Twain")
    );
    assert_eq!(
        byline("", "<p class=author>Posted by Mark Twain on 12 August</p>").as_deref(),
        Some("Mark Twain")
    );
    assert_eq!(byline("<meta name=author content=admin>", ""), None);
    let site =
        "<meta property=og:site_name content='The Bugle'><meta name=author content='The Bugle'>";
    assert_eq!(
        byline(site, "<a rel=author>Mark Twain</a>").as_deref(),
        Some("Mark Twain")
    );
    let json = r#"<script type=application/ld+json>{"@graph":[{"@type":"NewsArticle","author":[{"name":"Mark Twain"},{"name":"Jane Austen"}]}]}</script>"#;
    assert_eq!(byline(json, "").as_deref(), Some("Mark Twain, Jane Austen"));
    assert_eq!(
        byline(
            "<meta property=article:author content=https://example.org/twain>",
            ""
        ),
        None
    );
}

#[test]
fn a_byline_is_a_name_and_not_what_stands_around_it() {
    let author = |text: &str| page("", &format!("<p class=author>{text}</p>")).byline;
    for (text, name) in [
        ("View all posts by Mark Twain", Some("Mark Twain")),
        ("Post author By Mark Twain", Some("Mark Twain")),
        ("Auteur: Marie Curie", Some("Marie Curie")),
        (
            "Zeige alle Beiträge von Heinrich Böll →",
            Some("Heinrich Böll"),
        ),
        ("Heinrich Böll Alle Artikel", Some("Heinrich Böll")),
        ("Mark Twain - January 4, 1901", Some("Mark Twain")),
        ("Simone de Beauvoir", Some("Simone de Beauvoir")),
        ("Marine Le Pen", Some("Marine Le Pen")),
        ("No Author", None),
        ("Por", None),
        ("View my complete profile", None),
    ] {
        assert_eq!(author(text).as_deref(), name, "{text}");
    }
}

#[test]
fn who_wrote_a_page_is_no_company_where_somebody_is_named() {
    let byline = |said: &str, shown: &str| {
        let head = format!(
            "<meta property=og:url content=https://www.river-bugle.example/1><meta name=author content='{said}'>"
        );
        page(&head, &format!("<a rel=author>{shown}</a>")).byline
    };
    for (said, shown, name) in [
        ("River Bugle", "Mark Twain", "Mark Twain"),
        ("bugle.example", "Mark Twain", "Mark Twain"),
        ("River Media GmbH", "Mark Twain", "Mark Twain"),
        ("River Media GmbH", "twain", "River Media GmbH"),
        ("Mark", "Mark Twain", "Mark Twain"),
        ("twain1901", "Jane Austen", "twain"),
        ("Jane Austen", "Mark Twain", "Jane Austen"),
    ] {
        assert_eq!(
            byline(said, shown).as_deref(),
            Some(name),
            "{said}, {shown}"
        );
    }
    let card = "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Mark Twain'>";
    assert_eq!(page(card, "").byline.as_deref(), Some("Mark Twain"));
}

#[test]
fn a_short_line_below_the_headline_may_name_the_author() {
    let byline = |line: &str| page("", line).byline;
    for (line, name) in [
        (
            "<h1>Rain</h1><p>von <em>Heinrich Böll</em></p>",
            Some("Heinrich Böll"),
        ),
        (
            "<h1>Rain</h1><p><i>By Mark Twain</i></p>",
            Some("Mark Twain"),
        ),
        ("<p>By Mark Twain</p><h1>Rain</h1>", None),
        (
            "<h1>Rain</h1><p>By noon it had rained on Mark Twain.</p>",
            None,
        ),
        ("<h1>Rain</h1><p>Rain fell.</p>", None),
        ("<h1>Rain</h1><form>Name <input> Email <input></form>", None),
        ("<h1>Rain</h1><h3>More from Mark Twain</h3>", None),
        ("<h1>Rain</h1><p>Interview: Mark Twain</p>", None),
        ("<h1>Rain</h1><p>Posted In Local News</p>", None),
    ] {
        assert_eq!(byline(line).as_deref(), name, "{line}");
    }
}

#[test]
fn kickers_and_names_of_sites_are_no_headline() {
    let title = |head: &str, before: &str| page(head, before).title;
    assert_eq!(
        title(
            "<title>River floods old town - Ledger</title>",
            "<h1><span class=kicker>Weather</span>: River floods old town</h1>"
        ),
        "River floods old town"
    );
    assert_eq!(
        title(
            "<title>Ledger » Blog Archive » River floods old town</title>",
            "<h1><a href=/>Ledger</a></h1>"
        ),
        "River floods old town"
    );
    assert_eq!(
        title(
            "<title>River floods old town - Ledger</title>",
            "<h1>River floods old town in the night</h1>"
        ),
        "River floods old town in the night"
    );
}

#[test]
fn which_heading_is_the_headline() {
    let named = "<meta property=og:site_name content=Ledger>";
    for (head, before, title) in [
        // The site behind the heading, or in the middle of a title.
        (
            named,
            "<h1>River floods old town | Ledger</h1>",
            "River floods old town",
        ),
        (
            "<meta property=og:site_name content=Ledger><title>River floods old town : Ledger | News since 1887 | Volume 9</title>",
            "",
            "River floods old town",
        ),
        // The day before it.
        (
            "<title>Flood</title>",
            "<h1>23.01.2024 - River floods old town</h1>",
            "River floods old town",
        ),
        // A heading that the page tells as its title, before a longer one that has it in it.
        (
            "<title>The old river town under water | Ledger</title>\
             <meta name=twitter:title content='River floods old town'>",
            "<h2>River floods old town</h2><h2>More on: Weather - River floods old town</h2>",
            "River floods old town",
        ),
        // The first of many, where the title is another; the only one.
        (
            "<title>Our offer | Ledger</title>",
            "<h1>River floods the old town</h1><h1>Newsletter</h1>",
            "River floods the old town",
        ),
        (
            "<title>News - Ledger</title>",
            "<h2>River floods old town</h2>",
            "River floods old town",
        ),
        (
            "<title>River floods old town</title>",
            "<h2>Newsletter</h2>",
            "River floods old town",
        ),
        // The label of a forum.
        (
            "<title>River floods old town</title>",
            "<h1><span class='label red'>Weather</span> River floods old town</h1>",
            "River floods old town",
        ),
    ] {
        assert_eq!(page(head, before).title, title, "{head} {before}");
    }
}

#[test]
fn the_lead_is_where_the_story_begins() {
    let lead = "The old town is under water, and the hall is open to whoever had to leave.";
    let description = format!("<meta name=description content='{lead} Nobody was hurt.'>");
    let html = |head: &str, before: &str| {
        let html = format!(
            "<html><head>{head}</head><body><header>{HEADLINE}{before}</header><article>{STORY}</article></body></html>"
        );
        read(html.as_bytes()).stories.remove(0).1.body
    };
    for (head, before) in [
        ("", format!("<p class=article-intro>{lead}</p>")),
        (
            "",
            format!("<div class='lead big'><h3>Weather</h3><p>{lead}</p><p>Share</p></div>"),
        ),
        (
            description.as_str(),
            format!("<div><strong>{lead}</strong></div>"),
        ),
    ] {
        let body = html(head, &before);
        assert!(
            body.starts_with(&format!("{lead}\n\nThe river rose")),
            "{before}: {body}"
        );
    }
    for before in [
        format!("<p class=article-intro>{lead} …</p>"),
        format!("<p class=article-intro><a href=/other>{lead}</a></p>"),
        format!("<p class=other>{lead}</p>"),
        "<p class=article-intro>The river rose by two metres overnight, and the council</p>"
            .to_owned(),
    ] {
        assert!(
            html("", &before).starts_with("The river rose by two metres"),
            "{before}"
        );
    }
}

#[test]
fn what_is_no_page() {
    let reason = |html: &[u8]| read(html).rejected.remove(0).reason;
    assert_eq!(reason(b""), RejectReason::Empty);
    assert_eq!(reason(b"<html><body></body></html>"), RejectReason::NoText);
    assert_eq!(reason(b"\x89PNG\0\x1a"), RejectReason::Binary);
    assert!(matches!(
        reason("<div>".repeat(9000).as_bytes()),
        RejectReason::Html(_)
    ));
}
