//! Takes the stories out of an item of NewsML 1.

use roxmltree::Node;

use super::fields::{Field, Filling};
use super::typeset::{behind_dateline, below_headline};
use super::{nitf, xml};

/// The roles of components, in lower case, that belong to a story and are none.
const PARTS: [&str; 9] = [
    "headline", "caption", "photo", "picture", "image", "graphic", "abstract", "summary", "thumb",
];

/// A story has no more parts than that; they are compared with each other.
const MOST_PARTS: usize = 100;

/// The stories of an item: usually one; several if there are components side by side that each have a headline and a
/// text.
pub(super) fn stories(item: Node<'_, '_>) -> Vec<Filling> {
    let components = xml::all(item, "NewsComponent").map(stories_within);
    match components.into_iter().find(|stories| stories.len() > 1) {
        Some(stories) => (0..)
            .zip(stories)
            .map(|(nth, component)| story(item, component, nth == 0))
            .collect(),
        None => vec![story(item, item, true)],
    }
}

/// The components directly in a component that are a story each.
fn stories_within<'a, 'i>(outer: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let is_story = |node: &Node<'_, '_>| {
        let role = role(*node).unwrap_or_default().to_lowercase();
        let line = own_lines(*node).map(|lines| xml::line_at(lines, &["HeadLine"]));
        node.has_tag_name("NewsComponent")
            && line.is_some_and(|line| !line.is_empty())
            && !PARTS.iter().any(|part| role.contains(part))
            && has_text(*node)
    };
    // Equivalents are one story in several languages or forms.
    if outer.attribute("EquivalentsList") == Some("yes") {
        return Vec::new();
    }
    outer.children().filter(is_story).collect()
}

/// Whether any content of a component has a text.
fn has_text(component: Node<'_, '_>) -> bool {
    let contents = xml::all(component, "DataContent").filter(|data| !is_other(format(*data)));
    let mut texts = contents.flat_map(|data| data.descendants().filter_map(|node| node.text()));
    texts.any(|text| !text.trim().is_empty())
}

fn role<'a>(component: Node<'a, '_>) -> Option<&'a str> {
    let role = component.children().find(|node| node.has_tag_name("Role"));
    role?.attribute("FormalName")
}

fn own_lines<'a, 'i>(component: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let mut children = component.children();
    children.find(|node| node.has_tag_name("NewsLines"))
}

/// The story of a component, which is the whole item if it has one story. Its id is that of the item only if it is the
/// `first`.
fn story(item: Node<'_, '_>, component: Node<'_, '_>, first: bool) -> Filling {
    let mut filling = Filling::new("field");
    if first {
        let id = xml::line_at(item, &["PublicIdentifier"]);
        filling.fill(Field::Id, "PublicIdentifier", id);
    }
    let mut title = xml::line_at(component, &["HeadLine"]);
    if title.is_empty() {
        title = xml::line_at(component, &["hl1"]);
    }
    filling.fill(Field::Title, "HeadLine", title.as_str());
    for name in ["FirstCreated", "ThisRevisionCreated", "DateId"] {
        filling.fill(Field::Published, name, xml::line_at(item, &[name]));
    }
    // What is not said of the component may be said of those around it.
    let line = |name: &'static str| {
        let own = Some(xml::line_at(component, &[name]));
        let lines = component.ancestors().skip(1).filter_map(own_lines);
        let around = lines.map(|lines| xml::line_at(lines, &[name]));
        let mut all = own.into_iter().chain(around);
        all.find(|line| !line.is_empty()).unwrap_or_default()
    };
    filling.byline("ByLine", &line("ByLine"));
    let named = |path: &[&'static str]| {
        [component, item]
            .into_iter()
            .find_map(|node| xml::at(node, path)?.attribute("FormalName"))
            .unwrap_or_default()
    };
    filling.fill(Field::Source, "Source", named(&["Source", "Party"]));
    filling.fill(Field::Source, "Provider", named(&["Provider", "Party"]));
    filling.fill(
        Field::Source,
        "ProviderId",
        xml::line_at(item, &["ProviderId"]),
    );
    filling.fill(
        Field::Language,
        "Language",
        named(&["DescriptiveMetadata", "Language"]),
    );
    for code in xml::all(component, "TopicOccurrence").chain(xml::all(component, "SubjectCode")) {
        let inner = code
            .descendants()
            .find_map(|node| node.attribute("FormalName"));
        filling.tag("topic", inner.unwrap_or_default());
    }
    for keyword in xml::all(component, "KeywordLine") {
        filling.tag("keyword", &xml::line(keyword));
    }
    let story = xml::at(component, &["nitf"]);
    let text = text(component, &title);
    // That of the story has priority, so that there are not two.
    let inner = story.map(nitf::dateline).filter(|line| !line.is_empty());
    let dateline = inner.unwrap_or_else(|| line("DateLine"));
    let dated = if text.contains(&dateline) {
        text
    } else {
        behind_dateline(&dateline, text)
    };
    let body = below_headline(&second_headline(component, story), dated, &title);
    filling.fill(Field::Body, "DataContent", body);
    if let Some(story) = story {
        nitf::fill(&mut filling, story);
    }
    filling
}

/// The headline below the headline, which may be a text of its own; empty if there is none.
fn second_headline(item: Node<'_, '_>, story: Option<Node<'_, '_>>) -> String {
    const NAME: &str = "SubHeadLine";
    let part = xml::all(item, "NewsComponent").find(|part| role(*part) == Some(NAME));
    let line = xml::line_at(item, &[NAME]);
    let inner = || story.map(nitf::second_headline).unwrap_or_default();
    match part.map(|part| xml::set(xml::all(part, "DataContent"), "")) {
        Some(text) if !text.is_empty() => text,
        _ if line.is_empty() => inner(),
        _ => line,
    }
}

/// One of the contents of an item.
struct Content<'a, 'i> {
    /// The element that it is directly in, with the other parts of the same story.
    component: Option<Node<'a, 'i>>,
    /// What its format is called, if it says so.
    format: Option<&'a str>,
    /// Whether it is marked up as a story, in NITF.
    is_nitf: bool,
    text: String,
}

impl Content<'_, '_> {
    /// Whether another content is a part of the same story.
    fn is_beside(&self, other: &Self) -> bool {
        let component = self
            .component
            .filter(|component| component.attribute("EquivalentsList") != Some("yes"));
        component.is_some()
            && (component, self.format, self.is_nitf)
                == (other.component, other.format, other.is_nitf)
    }
}

/// The longest of the contents, those in NITF before the others, with the contents of its kind beside it, which are
/// parts of the same story. Contents elsewhere are headlines, style sheets and contacts.
fn text(item: Node<'_, '_>, title: &str) -> String {
    let contents = xml::all(item, "DataContent").filter_map(|data| content(data, title));
    let contents: Vec<Content<'_, '_>> = contents.collect();
    let main = contents
        .iter()
        .max_by_key(|content| (content.is_nitf, content.text.len()));
    let Some(main) = main else {
        let story = xml::at(item, &["nitf"]);
        return story.map_or_else(String::new, |story| nitf::text(story, title));
    };
    if contents.len() > MOST_PARTS {
        return main.text.clone();
    }
    let mut parts: Vec<&str> = Vec::new();
    for content in &contents {
        let text = content.text.as_str();
        // A content may be given twice.
        let is_part = std::ptr::eq(content, main)
            || main.is_beside(content) && !main.text.contains(text) && !parts.contains(&text);
        if is_part {
            parts.push(text);
        }
    }
    parts.join("\n\n")
}

/// What the format of a content is called, if it says so.
fn format<'a>(data: Node<'a, '_>) -> Option<&'a str> {
    let around = data.parent_element()?;
    ["MimeType", "Format"].into_iter().find_map(|name| {
        let inner = around.children().find(|node| node.has_tag_name(name));
        inner?.attribute("FormalName")
    })
}

/// Whether a format is that of style sheets or pictures.
fn is_other(format: Option<&str>) -> bool {
    format.is_some_and(|mime| mime.contains("css") || mime.contains("image"))
}

/// What an element has of a text; `None` if it has none.
fn content<'a, 'i>(data: Node<'a, 'i>, title: &str) -> Option<Content<'a, 'i>> {
    let format = format(data);
    let nitf = xml::at(data, &["nitf"]);
    let text = nitf.map(|story| nitf::text(story, title));
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| {
        if data.children().any(|child| child.is_element()) {
            xml::set(std::iter::once(data), title)
        } else {
            data.text().unwrap_or_default().trim().to_owned()
        }
    });
    (!is_other(format) && !text.is_empty()).then(|| Content {
        component: data
            .parent_element()
            .and_then(|around| around.parent_element()),
        format,
        is_nitf: nitf.is_some(),
        text,
    })
}

#[cfg(test)]
mod tests {
    use crate::read::newsml::read_1;

    #[test]
    fn the_first_version() {
        let file = r#"<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:x:1</PublicIdentifier></NewsIdentifier></Identification>
            <NewsManagement><FirstCreated>20240812T083000+0200</FirstCreated></NewsManagement>
            <NewsComponent><NewsLines><HeadLine>River floods old town</HeadLine><ByLine>By Ann Example</ByLine><DateLine>LUZERN, Aug 12</DateLine></NewsLines>
            <AdministrativeMetadata><Source><Party FormalName="Harbour Wire"/></Source></AdministrativeMetadata>
            <ContentItem><MimeType FormalName="text/css"/><DataContent>p { margin-left: auto; margin-right: auto; color: black }</DataContent></ContentItem>
            <ContentItem><DataContent><p>The water rose.</p><p>It fell.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"#;
        let nitf = file.replace(
            "<DataContent><p>The water rose.</p><p>It fell.</p></DataContent>",
            "<DataContent><nitf><body><body.content><p>The water rose.</p><p>It fell.</p></body.content></body></nitf></DataContent>",
        );
        // The story has a dateline of its own, or two headlines.
        let dated = nitf
            .replace("<DateLine>LUZERN, Aug 12", "<DateLine>Luzern, 12 August")
            .replace(
                "<nitf><body>",
                "<nitf><body><body.head><dateline>LUZERN, Aug 12</dateline></body.head>",
            );
        for file in [file, nitf.as_str(), dated.as_str()] {
            first_version_is_read(file, "LUZERN, Aug 12 - The water rose.\n\nIt fell.");
        }
        let in_line = file.replace(
            "</HeadLine>",
            "</HeadLine><SubHeadLine>Bridge is closed</SubHeadLine>",
        );
        let in_part = file.replace(
            "</NewsComponent>",
            "<NewsComponent><Role FormalName=\"SubHeadLine\"/><ContentItem><DataContent>\
             <p>Bridge is closed</p></DataContent></ContentItem></NewsComponent></NewsComponent>",
        );
        let in_story = nitf.replace(
            "<nitf><body>",
            "<nitf><body><body.head><hedline><hl2>Bridge is closed</hl2></hedline></body.head>",
        );
        for file in [in_line, in_part, in_story] {
            let body = "Bridge is closed\n\nLUZERN, Aug 12 - The water rose.\n\nIt fell.";
            first_version_is_read(&file, body);
        }
    }

    fn first_version_is_read(file: &str, body: &str) {
        let readout = read_1(file.as_bytes());
        let draft = &readout.stories[0].1;
        assert_eq!(draft.title, "River floods old town");
        assert_eq!(draft.body, body);
        assert_eq!(draft.source.as_deref(), Some("Harbour Wire"));
        assert_eq!(
            draft.published.as_ref().unwrap().value(),
            "2024-08-12T08:30:00+02:00"
        );
    }
    fn told(file: &str) -> Vec<(String, String)> {
        let stories = read_1(file.as_bytes()).stories.into_iter();
        stories
            .map(|(_, draft)| (draft.title, draft.body))
            .collect()
    }

    #[test]
    fn components_that_are_stories() {
        let component = |role: &str, title: &str, text: &str| {
            format!(
                "<NewsComponent><Role FormalName=\"{role}\"/><NewsLines><HeadLine>{title}</HeadLine></NewsLines>\
                 <ContentItem><DataContent><p>{text}</p></DataContent></ContentItem></NewsComponent>"
            )
        };
        let rain = component("Main", "Rain", "It fell in the hills.");
        let fog = component("Main", "Fog", "It rose.");
        let file = |parts: &str| {
            format!(
                "<NewsML><NewsItem><NewsComponent><NewsLines><ByLine>By Ann Example</ByLine></NewsLines>{parts}</NewsComponent></NewsItem></NewsML>"
            )
        };
        let two = [("Rain", "It fell in the hills."), ("Fog", "It rose.")];
        let two = two.map(|(title, text)| (title.to_owned(), text.to_owned()));
        let both = file(&(rain.clone() + &fog));
        assert_eq!(told(&both), two);
        let mut stories = read_1(both.as_bytes()).stories.into_iter();
        assert!(stories.all(|(_, draft)| draft.byline.as_deref() == Some("Ann Example")));
        let caption = component("Caption", "The hills", "Rain on the hills, by night.");
        assert_eq!(told(&file(&(rain + &caption))).len(), 1);
    }

    #[test]
    fn contents_that_are_parts() {
        let item = |content: &str| {
            format!("<ContentItem><DataContent>{content}</DataContent></ContentItem>")
        };
        let nitf = |text: &str| {
            item(&format!(
                "<nitf><body><body.content><p>{text}</p></body.content></body></nitf>"
            ))
        };
        let file = |attribute: &str, contents: &str| {
            format!(
                "<NewsML><NewsItem><NewsComponent{attribute}><NewsLines><HeadLine>Rain</HeadLine></NewsLines>{contents}</NewsComponent></NewsItem></NewsML>"
            )
        };
        let one = item("It fell, and all the roads were closed.");
        let parts = [one, nitf("It fell."), nitf("Then not.")].concat();
        assert_eq!(told(&file("", &parts))[0].1, "It fell.\n\nThen not.");
        let equivalents = told(&file(" EquivalentsList=\"yes\"", &parts));
        assert_eq!(equivalents[0].1, "Then not.");
    }
}
