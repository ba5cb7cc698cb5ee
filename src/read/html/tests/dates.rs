//! When pages of our own were published, and what tells it.

use super::*;

fn check_date(head: &str, before: &str, value: &str, from: &str) {
    let published = page(head, before).published;
    let told = published
        .as_ref()
        .map(|published| (published.value(), published.from()));
    assert_eq!(told, Some((value, from)), "{head} {before}");
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
fn a_plain_date_yields_to_a_marked_one() {
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
fn dates_beside_the_headline_come_before_others() {
    let far = "<p>x</p>".repeat(70);
    let teaser = "<time pubdate datetime=2024-09-30>30 September</time>";
    for (head, before, value, from) in [
        (
            "",
            format!("{HEADLINE}<ul class=info><li>11.08.2024</li></ul>{far}{teaser}"),
            "2024-08-11",
            "class info",
        ),
        (
            "",
            format!("{HEADLINE}<p>11.08.2024</p>{far}{teaser}"),
            "2024-08-11",
            "text",
        ),
        (
            "",
            format!("{teaser}{far}<h2>River floods old town</h2><p>11.08.2024</p>"),
            "2024-08-11",
            "text",
        ),
        (
            "<title>River floods old town</title><meta name=date content=2024-08-11>",
            format!("<p class=date>30.09.2024</p>{far}{HEADLINE}"),
            "2024-08-11",
            "meta date",
        ),
    ] {
        check_date(
            &format!("<title>River floods old town</title>{head}"),
            &before,
            value,
            from,
        );
    }
}

#[test]
fn a_date_of_change_is_the_last_guess() {
    for (before, value, from) in [
        (
            "<p class=date>Updated 12 August 2024</p><p>11 August 2024</p>",
            "2024-08-11",
            "text",
        ),
        (
            "<p>Zuletzt geändert am:</p><p class=date>12.08.2024</p><p>Erschienen am:</p><h3>11.08.2024</h3>",
            "2024-08-11",
            "text",
        ),
        (
            "<p class=date>Updated 12 August 2024</p>",
            "2024-08-12",
            "class date",
        ),
        (
            "<p>Posted 11 August 2024, updated 12 August 2024</p>",
            "2024-08-11",
            "text",
        ),
    ] {
        check_date("", &format!("{HEADLINE}{before}"), value, from);
    }
}

#[test]
fn a_date_in_a_sentence_is_what_the_story_is_about() {
    let sentence = "<p>The next meeting of the council about the floods is on 5 September 2024 in the hall</p>";
    assert_eq!(page("", &format!("{HEADLINE}{sentence}")).published, None);
}

#[test]
fn a_day_shown_and_told_comes_before_that_of_the_draft() {
    let draft = r#"<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2024-08-09"}</script>"#;
    let shown = format!("{HEADLINE}<p class=info>11.08.2024</p>");
    let told = format!("{draft}<meta name=date content=2024-08-11>");
    check_date(&told, &shown, "2024-08-11", "class info");
    check_date(draft, &shown, "2024-08-09", "json-ld datePublished");
    check_date(&told, HEADLINE, "2024-08-09", "json-ld datePublished");
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
fn the_day_of_a_change_before_that_of_publication() {
    for told in [
        "Updated: 20 August 2024. First published: 13 August 2024",
        "Modified 20 August 2024; originally published 13 August 2024",
        "This article was updated on 20 August 2024. It was first published on 13 August 2024.",
        "Mis à jour le 20/08/2024 à 10h, publié le 13/08/2024 à 09h",
        "Actualizado: 20/08/2024 - Publicado: 13/08/2024",
        "Published 13 August 2024 | Updated 20 August 2024",
    ] {
        let shown = format!("<h1>River floods old town</h1><p>{told}</p>");
        check_date("", &shown, "2024-08-13", "text");
    }
    let signed = "<h1>River floods old town</h1><p class=byline>By Ann Example. Updated: 20 Aug 2024 10:00; Published: 13 Aug 2024 09:00</p>";
    assert_eq!(page("", signed).byline.as_deref(), Some("Ann Example"));
}

#[test]
fn days_of_comments_and_of_other_stories() {
    for beside in [
        "<aside><h3>Related</h3><a href=/x>Cats win</a> <time datetime=2019-02-03>3 Feb 2019</time></aside>",
        "<section id=comments><article><p>Nice.</p><time datetime=2025-09-01>1 Sept 2025</time></article></section>",
    ] {
        let html = format!(
            "<html><head><title>River floods old town</title></head><body><article>{HEADLINE}{STORY}</article>{beside}</body></html>"
        );
        let draft = read(html.as_bytes()).stories.remove(0).1;
        assert_eq!(draft.published, None, "{beside}");
    }
    let about = "<aside class=post-data><time datetime=2024-08-12>Monday</time></aside>";
    check_date("", about, "2024-08-12", "time element");
    let bare = "<aside>By Ann Example <time datetime=2024-08-12>Monday</time></aside>";
    check_date("", bare, "2024-08-12", "time element");
    for wrapper in [
        "commentary",
        "comments-open page",
        "related-content-enabled",
    ] {
        let html = format!(
            "<html><head><title>River floods old town</title></head><body><div class=\"{wrapper}\"><h1>River floods old town</h1><time datetime=2024-08-12>Monday</time>{STORY}</div></body></html>"
        );
        let draft = read(html.as_bytes()).stories.remove(0).1;
        assert!(draft.published.is_some(), "{wrapper}");
    }
}
