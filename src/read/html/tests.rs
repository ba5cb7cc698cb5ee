//! Pages of our own, and what is read out of them.

use super::*;

const STORY: &str = "<p>The river rose by two metres overnight, and the council opened the sports hall to everyone who had to \
    leave a house on the lower bank before dawn.</p><p>Nobody was hurt, the mayor said, but the old bridge is closed until \
    engineers have looked at its piers, which may take until the end of the week.</p>";

fn page(head: &str, before: &str) -> Draft {
    let html = format!(
        "<html lang=en><head>{head}</head><body><article>{before}{STORY}</article></body></html>"
    );
    let mut readout = read(html.as_bytes());
    readout.stories.remove(0).1
}

fn check_date(head: &str, before: &str, value: &str, from: &str) {
    let published = page(head, before).published;
    let told = published
        .as_ref()
        .map(|published| (published.value(), published.from()));
    assert_eq!(told, Some((value, from)), "{head} {before}");
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
fn dates_and_where_they_come_from() {
    let json = r#"<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2024-08-12T20:00:00-04:00"}</script>"#;
    let meta = "<meta property=article:published_time content=2024-08-11T10:00:00Z>";
    check_date(
        &format!("{meta}{json}"),
        "",
        "2024-08-12T20:00:00-04:00",
        "json-ld datePublished",
    );
    check_date(
        meta,
        "",
        "2024-08-11T10:00:00Z",
        "meta article:published_time",
    );
    check_date(
        "<link rel=canonical href=http://example.org/2024/08/11/floods>",
        "",
        "2024-08-11",
        "url",
    );
    check_date(
        "",
        "<time datetime=2024-08-11>Sunday</time>",
        "2024-08-11",
        "time element",
    );
    check_date(
        "",
        "<span class='entry-date big'>11. August 2024, 10:00</span>",
        "2024-08-11T10:00:00",
        "class entry-date",
    );
    check_date(
        "",
        "<h1>River floods old town</h1><b>Luzern, 11.08.24</b>",
        "2024-08-11",
        "text",
    );
    check_date(
        "<meta property=og:updated_time content=2024-08-13>",
        "",
        "2024-08-13",
        "meta og:updated_time",
    );
    assert_eq!(page("", "").published, None);
}

#[test]
fn the_day_of_the_address_is_the_local_one() {
    let head = "<link rel=canonical href=http://example.org/2024/08/11/floods><meta name=pubdate content=2024-08-12T03:00:00Z>";
    check_date(head, "", "2024-08-11", "url");
    let head = "<link rel=canonical href=http://example.org/2024/08/11/floods><meta name=pubdate content=2024-08-19T03:00:00Z>";
    check_date(head, "", "2024-08-19T03:00:00Z", "meta pubdate");
}

#[test]
fn an_hour_in_utc_is_the_day_that_the_page_shows() {
    let head = "<meta property=article:published_time content=2024-08-12T02:11:03Z>";
    let shown =
        "<h1>River floods old town</h1><time datetime=2024-08-11T22:11:03-04:00>August 11</time>";
    check_date(head, shown, "2024-08-11T22:11:03-04:00", "time element");
    let shown = "<h1>River floods old town</h1><p>Published: August 11, 2024</p>";
    check_date(head, shown, "2024-08-11", "text");
    let other = "<h1>River floods old town</h1><p>Published: August 9, 2024</p>";
    check_date(
        head,
        other,
        "2024-08-12T02:11:03Z",
        "meta article:published_time",
    );
}

#[test]
fn what_says_only_date_yields_to_what_is_marked() {
    let head = "<meta name=dcterms.date content=2024-08-01>";
    let shown = "<h1>River floods old town</h1><time>12.08.2024</time>";
    check_date(head, shown, "2024-08-12", "time element");
    check_date(
        head,
        "<h1>River floods old town</h1>",
        "2024-08-01",
        "meta dcterms.date",
    );
}

#[test]
fn dates_in_scripts_and_at_the_head_of_the_text() {
    let script = "<script>var page = {\"publishedDate\": \"2024-08-12T08:30:00Z\"};</script>";
    check_date(script, "", "2024-08-12T08:30:00Z", "script");
    check_date(
        "",
        "<h1>River floods old town</h1><p>Luzern, (12.8.2024). The river rose by two metres \
        overnight, and the council opened the sports hall to all.</p>",
        "2024-08-12",
        "text",
    );
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
fn slashes_are_read_as_the_page_is_written() {
    for (language, day) in [
        ("en-US", "2024-03-04"),
        ("en-GB", "2024-04-03"),
        ("fr", "2024-04-03"),
    ] {
        let html = format!(
            "<html lang={language}><body><h1>River floods old town</h1><time>03/04/2024</time>{STORY}"
        );
        let published = read(html.as_bytes()).stories.remove(0).1.published.unwrap();
        assert_eq!(published.value(), day, "{language}");
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
