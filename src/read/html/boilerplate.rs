//! Removes the lines that sites put between the paragraphs of every story: what else to read, whom to follow, who took
//! the picture.

use std::sync::LazyLock;

use regex::RegexSet;

/// The beginnings of such lines. A line longer than [`LONGEST`] is a paragraph of the story all the same.
static BEGINNINGS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSet::new([
        // Other stories.
        r"(?i)^(?:read (?:more|also|next)|also read|see also|more on this|recommended|related(?: stories| articles)?) ?:",
        r"(?i)^(?:(?:lea|vea|leer|ver|leé|mire|mira) (?:también|tambien|además|más)|(?:lea|mira|vea)|(?:le|te) puede interesar|contenido relacionado)(?: ?:|$)",
        r"(?i)^(?:à lire aussi|lire aussi|à lire également|vous aimerez aussi|leggi anche|leia também|leia mais|lees ook|czytaj (?:też|także|również))\b",
        r"(?i)^(?:lesen sie (?:auch|dazu)|lies auch|auch lesen|auch interessant|auch auf|schon gelesen|lust auf mehr|mehr (?:zum thema|themen)|weitere (?:artikel|beiträge|themen|meldungen)|(?:das|dies) könnte (?:dich|sie|euch) (?:auch|ebenfalls))\b.{0,80}$",
        r"(?i)^das thema könnte (?:dich|sie|euch) auch",
        // Newsletters and networks.
        r"(?i)^(?:follow (?:us|.{1,40}) on (?:twitter|facebook|instagram|telegram|whatsapp|youtube)|s[ií]guenos en|suscr[ií]bete|subscribe (?:now )?(?:to|for)|sign up (?:for|to)|folgen sie uns|folge uns|abonnieren sie|abonnez-vous|inscrivez-vous)\b",
        r"(?i)^(?:teilen mit|share this|compartir|partager)\b.{0,20}$",
        // Pictures.
        r"(?i)^(?:fotos?|photos?|images?|bild(?:er|quelle|nachweis)?|titel(?:bild|foto)|beitragsbild|(?:photo|image|picture)? ?credits?|crédits? ?(?:photos?|images?)?|fotocredit) ?:.{0,100}$",
    ])
    .ok()
});

/// The longest such line, in bytes.
const LONGEST: usize = 250;

/// The text without these lines, and without the paragraphs that were nothing else.
pub(super) fn without(text: &str) -> String {
    let paragraphs = text.split("\n\n").filter_map(|paragraph| {
        let lines: Vec<&str> = paragraph.lines().filter(|line| !is_one(line)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn is_one(line: &str) -> bool {
    line.len() <= LONGEST
        && BEGINNINGS
            .as_ref()
            .is_some_and(|beginnings| beginnings.is_match(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_every_story() {
        for line in [
            "Read more: The bridge is closed",
            "LEA TAMBIÉN: Cierran el puente",
            "Lea también: Cierran el puente",
            "À lire aussi",
            "Auch interessant: Die Brücke ist zu",
            "Weitere Artikel",
            "Das könnte Sie auch interessieren",
            "Follow the Bugle on Twitter and Facebook",
            "Subscribe now to our newsletter",
            "Foto: Jane Doe",
            "Credit: Jane Doe/The Bugle",
        ] {
            assert_eq!(
                without(&format!("It rained.\n\n{line}\n\nIt fell.")),
                "It rained.\n\nIt fell.",
                "{line}"
            );
        }
    }

    #[test]
    fn lines_of_this_one() {
        for line in [
            "Lea Muster says that she will read more.",
            "Read more slowly, said the teacher.",
            "Bilder von der Flut gingen um die Welt.",
            "Weitere Meldungen über das Hochwasser erwartet die Stadt, die in der Nacht den Pegel am alten Wehr ablesen liess, erst am Morgen.",
            "A\nB",
        ] {
            assert_eq!(without(line), line);
        }
    }
}
