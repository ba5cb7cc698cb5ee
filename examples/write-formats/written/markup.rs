//! Web pages, feeds, and the XML and SGML of agencies, archives and scanners.

use super::{Told, escaped, joined, wrapped};

/// A part that is left out where there is nothing in it.
fn part(before: &str, text: &str, after: &str) -> String {
    match text {
        "" => String::new(),
        text => format!("{before}{}{after}", escaped(text)),
    }
}

pub(crate) fn html(story: &Told) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{site}{address}{day}</head>\n\
         <body>\n<header><nav><a href=\"/\">Front page</a> <a href=\"/world\">World</a> <a href=\"/science\">Science</a></nav></header>\n\
         <main><article>\n<h1>{title}</h1>\n{byline}{body}</article></main>\n\
         <footer><p><a href=\"/terms\">Terms</a> <a href=\"/contact\">Contact</a></p></footer>\n</body>\n</html>\n",
        title = escaped(&story.title),
        site = part("<meta property=\"og:site_name\" content=\"", &story.source, "\">\n"),
        address = part("<link rel=\"canonical\" href=\"", &story.address, "\">\n"),
        day = part("<meta property=\"article:published_time\" content=\"", &story.day, "\">\n"),
        byline = part("<p class=\"byline\">By ", &story.byline, "</p>\n"),
        body = story.each("<p>", "</p>\n", escaped),
    )
    .into_bytes()
}

pub(crate) fn rss(stories: &[Told]) -> Vec<u8> {
    let items = joined(stories.iter().map(|story| {
        format!(
            "<item><title>{}</title><pubDate>{}</pubDate><description>{}</description></item>\n",
            escaped(&story.title),
            story.written("%a, %d %b %Y 06:00:00 +0000"),
            escaped(&story.each("<p>", "</p>", escaped))
        )
    }));
    let head =
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>The Northern Ledger</title>";
    format!("{head}\n{items}</channel></rss>\n").into_bytes()
}

pub(crate) fn nitf(story: &Told) -> Vec<u8> {
    let title = escaped(&story.title);
    format!(
        "<?xml version=\"1.0\"?>\n<nitf><head><title>{title}</title><docdata><date.issue norm=\"{}\"/></docdata></head>\n\
         <body><body.head><hedline><hl1>{title}</hl1></hedline></body.head>\n<body.content>{}</body.content></body></nitf>\n",
        story.day,
        story.each("<p>", "</p>\n", escaped)
    )
    .into_bytes()
}

pub(crate) fn newsml_g2(story: &Told) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?>\n<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemMeta><itemClass qcode=\"ninat:text\"/>\
         <firstCreated>{}</firstCreated></itemMeta><contentMeta><headline>{}</headline></contentMeta>\n<contentSet><inlineXML>\
         <html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{}</body></html></inlineXML></contentSet></newsItem>\n",
        story.day,
        escaped(&story.title),
        story.each("<p>", "</p>\n", escaped)
    )
    .into_bytes()
}

pub(crate) fn newsml(story: &Told) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?>\n<NewsML><NewsItem><NewsManagement><FirstCreated>{}</FirstCreated></NewsManagement><NewsComponent>\
         <NewsLines><HeadLine>{}</HeadLine></NewsLines><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>\n",
        story.written("%Y%m%d"),
        escaped(&story.title),
        story.each("<p>", "</p>\n", escaped)
    )
    .into_bytes()
}

pub(crate) fn reuters(stories: &[Told]) -> Vec<u8> {
    let stories = joined((1..).zip(stories).map(|(number, story)| {
        format!(
            "<REUTERS NEWID=\"{number}\">\n<DATE>{}</DATE>\n<TEXT>\n<TITLE>{}</TITLE>\n<BODY>{}\n&#3;</BODY></TEXT>\n</REUTERS>\n",
            story.written("%d-%b-%Y 06:00:00.00").to_uppercase(),
            escaped(&story.title),
            escaped(&story.body())
        )
    }));
    format!("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n{stories}").into_bytes()
}

pub(crate) fn trec(stories: &[Told]) -> Vec<u8> {
    let stories = joined((1..).zip(stories).map(|(number, story)| {
        format!(
            "<DOC>\n<DOCNO> NL{}-{number:04} </DOCNO>\n<HEAD>{}</HEAD>\n<TEXT>\n{}\n</TEXT>\n</DOC>\n",
            story.written("%y%m%d"),
            escaped(&story.title),
            escaped(&story.body())
        )
    }));
    stories.into_bytes()
}

/// A page of one column, every word in its place.
pub(crate) fn alto(story: &Told) -> Vec<u8> {
    let blocks = joined(story.paragraphs.iter().map(|paragraph| {
        let lines = wrapped(paragraph, 40).into_iter();
        let lines = joined(lines.map(|line| {
            let words = line.split(' ').map(|word| {
                let word = escaped(word);
                format!("<String CONTENT=\"{word}\" HPOS=\"200\" VPOS=\"100\" WIDTH=\"80\" HEIGHT=\"30\"/><SP/>")
            });
            format!("<TextLine>{}</TextLine>\n", joined(words))
        }));
        format!("<TextBlock>\n{lines}</TextBlock>\n")
    }));
    let head = "<?xml version=\"1.0\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\"><Layout><Page><PrintSpace>";
    format!("{head}\n{blocks}</PrintSpace></Page></Layout></alto>\n").into_bytes()
}
