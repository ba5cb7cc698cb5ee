//! Feeds of every kind, and what is wrong with them.

use super::*;

fn check(file: &str, published: &str, body: &str) {
    let readout = read(file.as_bytes());
    let draft = &readout.stories[0].1;
    assert_eq!(draft.title, "River & lake flood old town", "{file}");
    assert_eq!(draft.body, body, "{file}");
    assert_eq!(
        draft.published.as_ref().map(Published::value),
        Some(published),
        "{file}"
    );
    assert_eq!(draft.url.as_deref(), Some("https://ledger.example/7"));
}

#[test]
fn every_kind_of_feed() {
    check(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ledger</title><item><title>River &amp;amp; lake flood old town</title>\
         <link>https://ledger.example/7</link><pubDate>Mon, 12 Aug 2024 23:30:00 -0500</pubDate>\
         <description>&lt;p&gt;The water rose.&lt;/p&gt;&lt;p&gt;It fell.&lt;/p&gt;</description></item></channel></rss>",
        "2024-08-12T23:30:00-05:00",
        "The water rose.\n\nIt fell.",
    );
    check(
        "<rss version=\"0.94\"><channel><title>Ledger</title><item><title>River &amp;amp; lake flood old town</title>\
         <link>https://ledger.example/7</link><pubDate>12 Aug 2024</pubDate><description>It fell.</description></item></channel></rss>",
        "2024-08-12",
        "It fell.",
    );
    check(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Ledger</title><id>x</id><updated>2024-08-14T00:00:00Z</updated>\
         <entry><id>7</id><title>River &amp; lake flood old town</title><link href=\"https://ledger.example/7\"/>\
         <published>2024-08-12T08:30:00+02:00</published><updated>2024-08-14T08:30:00+02:00</updated>\
         <content type=\"html\">&lt;p>The water &lt;b>rose&lt;/b>.&lt;/p></content></entry></feed>",
        "2024-08-12T08:30:00+02:00",
        "The water rose.",
    );
    check(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Ledger</title></channel><item><title>River &amp; lake flood old town</title>\
         <link>https://ledger.example/7</link><dc:date>2001-08-12</dc:date><description>It fell.</description></item></rdf:RDF>",
        "2001-08-12",
        "It fell.",
    );
    check(
        "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Ledger</title><modified>2004-08-14T00:00:00Z</modified>\
         <entry><id>7</id><title>River &amp; lake flood old town</title><link rel=\"alternate\" href=\"https://ledger.example/7\"/>\
         <issued>2004-08-12T08:30:00+02:00</issued><modified>2004-08-14T08:30:00+02:00</modified>\
         <content type=\"text/html\" mode=\"escaped\">&lt;p>The water &lt;b>rose&lt;/b>.&lt;/p></content></entry></feed>",
        "2004-08-12T08:30:00+02:00",
        "The water rose.",
    );
    // Values of other types than they should have.
    check(
        r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":7,"url":"https://ledger.example/7","authors":["Ann"],"tags":[1,null],
            "title":"River & lake flood old town - Ledger","content_html":"<p>The water rose.</p>","date_published":"2024-08-12"},7],"title":"Ledger"}"#,
        "2024-08-12",
        "The water rose.",
    );
    check(
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Ledger","items":[{"id":"7","url":"https://ledger.example/7",
            "title":"River & lake flood old town","content_html":"<p>The water rose.</p>","date_published":"2024-08-12T08:30:00+02:00"}]}"#,
        "2024-08-12T08:30:00+02:00",
        "The water rose.",
    );
}

#[test]
fn a_feed_that_breaks_off_keeps_its_whole_entries() {
    let rss = "<rss version=\"2.0\"><channel><item><title>One</title><description>Rain.</description></item>\
        <item><title>Two</title><description>Snow.</description></item><item><title>Thr";
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","content_text":"Rain."},
        {"id":"2","content_text":"Snow."},{"id":"3","cont"#;
    for file in [rss, json] {
        let readout = read(file.as_bytes());
        let bodies: Vec<&str> = readout
            .stories
            .iter()
            .map(|(_, draft)| draft.body.as_str())
            .collect();
        assert_eq!(bodies, ["Rain.", "Snow."], "{file}");
        assert_eq!(
            readout.rejected[0].reason,
            RejectReason::BreaksOff { stories: 2 }
        );
    }
}

#[test]
fn an_item_without_an_address() {
    let file = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
        <channel><title>Ledger</title></channel><item><title>Rain | Ledger</title>\
        <description><![CDATA[An <item> ends with </item> in RSS.]]></description></item></rdf:RDF>";
    let readout = read(file.as_bytes());
    let draft = &readout.stories[0].1;
    assert_eq!((draft.title.as_str(), &draft.url), ("Rain", &None));
    assert!(!draft.body.contains("about"), "{draft:?}");
}

#[test]
fn a_feed_named_after_its_subject_and_other_namespaces() {
    let items: String = ["Russia - Ukraine", "RDF troops", "Grain"]
        .map(|title| {
            format!("<item><title>{title}</title><author>Ann Example (Agency)</author></item>")
        })
        .concat();
    for names in [
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"",
        "xmlns:atom=\"http://purl.org/atom/ns#\"",
    ] {
        let file = format!(
            "<rss version=\"0.93\" {names}><channel><title>Ukraine</title>{items}</channel></rss>"
        );
        let readout = read(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "Russia - Ukraine");
        assert_eq!(draft.byline.as_deref(), Some("Ann Example (Agency)"));
    }
}

#[test]
fn markup_within_atom_0_3() {
    let file = "<?xml version=\"1.0\"?><feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Ledger</title><entry><title>Rain</title>\
        <content type=\"application/xhtml+xml\" mode=\"xml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>It rose.</p></div></content></entry></feed>";
    let readout = read(file.as_bytes());
    assert_eq!(readout.stories[0].1.body, "It rose.");
}

#[test]
fn base64_and_the_day_of_making_in_atom_0_3() {
    // `<p>The water rose & fell.</p>`, and two bytes of a picture.
    let file = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>Ledger</title>\
        <entry><title>Rain</title><created>2004-08-12T08:30:00Z</created><modified>2004-08-14T08:30:00Z</modified>\
        <content type=\"text/html\" mode=\"base64\">\nPHA+VGhlIHdhdGVyIHJvc2UgJiBm\nZWxsLjwvcD4=\n</content></entry>\
        <entry><title>Snow</title><created>2004-08-12T08:30:00Z</created><issued>2004-08-13T08:30:00Z</issued>\
        <summary>It fell.</summary><content type=\"image/png\" mode=\"base64\">iVBORwAAAAAAAAAAAAAAAAAA</content></entry></feed>";
    let readout = read(file.as_bytes());
    let told: Vec<_> = readout
        .stories
        .iter()
        .map(|(_, draft)| (draft.published.as_ref().unwrap().value(), &draft.body[..]))
        .collect();
    assert_eq!(
        told,
        [
            ("2004-08-12T08:30:00Z", "The water rose & fell."),
            ("2004-08-13T08:30:00Z", "It fell.")
        ]
    );
}

#[test]
fn an_item_from_another_paper() {
    for version in ["0.92", "2.0"] {
        let file = format!(
            "<rss version=\"{version}\"><channel><title>All Papers</title><item><title>Rain | Ledger</title>\
             <source url=\"https://ledger.example/\">Ledger</source><category>Weather</category>\
             <description><![CDATA[<video><source src=\"a\">x</source></video><p>It rose.</p>]]></description></item>\
             <item><title>Snow</title><source url=\"x\"/></item></channel></rss>"
        );
        let readout = read(file.as_bytes());
        let [(_, first), (_, second)] = readout.stories.as_slice() else {
            panic!("{readout:?}");
        };
        assert_eq!(first.source.as_deref(), Some("Ledger"));
        assert_eq!((first.title.as_str(), first.tags.len()), ("Rain", 1));
        assert!(first.body.ends_with("It rose."), "{first:?}");
        assert_eq!(second.source.as_deref(), Some("All Papers"));
    }
}

#[test]
fn an_entry_taken_from_another_feed() {
    for (title, expected) in [
        ("<title>Harbour &amp; Wire</title>", "Harbour & Wire"),
        (
            "<title type=\"html\">&lt;b>Harbour&lt;/b> \"Wire\"</title>",
            "Harbour \"Wire\"",
        ),
        (
            "<title type=\"html\"><![CDATA[<b>Harbour</b> &amp; Wire]]></title>",
            "Harbour & Wire",
        ),
        ("<title/>", "All Papers"),
    ] {
        for prefix in ["", "a:"] {
            let title = title.replace("title", &format!("{prefix}title"));
            let file = "<@feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:a=\"http://www.w3.org/2005/Atom\"><@title>All Papers</@title>\
                <@entry><@id>7</@id><@title>Rain</@title><@source><@id>x</@id>TITLE<@updated>2024-08-12T00:00:00Z</@updated></@source >\
                <@category term=\"Weather\"/><@content type=\"html\"><![CDATA[<source><title>no</title></source>It rose.]]></@content></@entry>\
                <@entry><@title>Snow</@title></@entry></@feed>";
            let file = file.replace('@', prefix).replace("TITLE", &title);
            let readout = read(file.as_bytes());
            let [(_, first), (_, second)] = readout.stories.as_slice() else {
                panic!("{file}: {readout:?}");
            };
            assert_eq!(first.source.as_deref(), Some(expected), "{file}");
            assert_eq!((first.title.as_str(), first.tags.len()), ("Rain", 1));
            assert_eq!(second.source.as_deref(), Some("All Papers"));
        }
    }
}

#[test]
fn an_item_without_a_link_has_the_address_it_is_about() {
    let item = |about: &str, link: &str| {
        format!("<item rdf:about=\"{about}\"><title>Rain</title>{link}</item>")
    };
    let items = [
        item("https://ledger.example/7?a=1&amp;b=2", ""),
        item(
            "https://ledger.example/8#it",
            "<link>https://ledger.example/8</link>",
        ),
        item("urn:ledger:9", ""),
    ];
    let file = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">\
         <channel rdf:about=\"https://ledger.example/\"><title>Ledger</title></channel>{}</rdf:RDF>",
        items.concat()
    );
    let stories = read(file.as_bytes()).stories;
    let addresses: Vec<_> = stories
        .iter()
        .map(|(_, draft)| draft.url.as_deref())
        .collect();
    let first = Some("https://ledger.example/7?a=1&b=2");
    assert_eq!(addresses, [first, Some("https://ledger.example/8"), None]);
    assert_eq!(stories[0].1.id.as_deref(), first);
}

#[test]
fn an_author_behind_an_address() {
    let file = "<rss version=\"2.0\"><channel><item><title>Rain</title><author>ann@ledger.example (Ann Example)</author></item></channel></rss>";
    let draft = &read(file.as_bytes()).stories[0].1;
    assert_eq!(draft.byline.as_deref(), Some("Ann Example"));
}

#[test]
fn a_feed_without_entries() {
    let readout = read(b"<rss version=\"2.0\"><channel><title>Ledger</title></channel></rss>");
    assert_eq!(readout.rejected[0].reason, RejectReason::NoStory);
}

/// Place, headline and text.
type Told = (u64, String, String);

/// The stories of a feed, and the places of what was rejected.
fn told(file: &str) -> (Vec<Told>, Vec<Option<u64>>) {
    let readout = read(file.as_bytes());
    let stories = readout.stories.into_iter();
    let stories = stories.map(|(place, draft)| (place, draft.title, draft.body));
    let rejected = readout.rejected.iter().map(|reject| reject.place);
    (stories.collect(), rejected.collect())
}

#[test]
fn a_feed_that_is_nearly_xml() {
    let file = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ledger</title>\
        <item><title>AT&T &#0;and R&D</title><link>https://ledger.example/?a=1&b=2</link><description><![CDATA[<p>Rain & fog.</p>]]></description></item>\
        <item><title>Fog</title><description>It rose.<br>It fell &copy; soon.</description></item></channel></rss>";
    let (stories, rejected) = told(file);
    assert_eq!(
        stories,
        [
            (1, "AT&T and R&D".to_owned(), "Rain & fog.".to_owned()),
            (2, "Fog".to_owned(), "It rose.\nIt fell © soon.".to_owned())
        ]
    );
    assert_eq!(rejected, []);
    let first = &read(file.as_bytes()).stories[0].1;
    assert_eq!(
        first.url.as_deref(),
        Some("https://ledger.example/?a=1&b=2")
    );
}

#[test]
fn a_broken_item_costs_no_other() {
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Ledger</title><id>x</id><updated>2024-08-14T00:00:00Z</updated>\
        <entry><id>1</id><title>Rain</title></entry><entry><id>2</id><title>Fog</tilte></entry>\
        <entry><id>3</id><title>Snow</title></entry>";
    let (stories, rejected) = told(&format!("{atom}</feed>"));
    let titles: Vec<_> = stories
        .iter()
        .map(|(place, title, _)| (*place, title.as_str()))
        .collect();
    assert_eq!(titles, [(1, "Rain"), (3, "Snow")]);
    assert_eq!(rejected, [Some(2)]);
    let (stories, rejected) = told(&format!("{atom}<entry><id>4</id>"));
    assert_eq!((stories.len(), rejected), (2, vec![Some(2), None]));
}
