//! The stories of the seeds that are no text, and the files they are in.

use super::written::{Told, archives, documents, markup, plain};

/// Every file, by its path in the folder of the seeds.
pub(super) fn all() -> Vec<(&'static str, Vec<u8>)> {
    let ending = |body: &str| body.lines().map(str::to_owned).collect::<Vec<_>>();
    let [pluto, belfast, kyoto, comet, kosovo] =
        [PLUTO, BELFAST, KYOTO, COMET, KOSOVO].map(Told::of);
    let comet = archives::response(&comet.address, &markup::html(&comet));
    let address = "https://news.example/ledger/2014/";
    let crawl = [
        archives::record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: of our own\r\n",
        ),
        archives::record(
            "request",
            address,
            "application/http; msgtype=request",
            b"GET /ledger/2014/ HTTP/1.1\r\n\r\n",
        ),
        archives::answer(
            address,
            "404 Not Found",
            "text/html",
            b"<html><body>Nothing here.</body></html>",
        ),
        comet,
        archives::record(
            "revisit",
            address,
            "application/http; msgtype=response",
            b"HTTP/1.1 200 OK\r\n\r\n",
        ),
    ];
    vec![
        ("desk/pluto.docx", documents::docx(&pluto)),
        ("desk/good-friday.odt", documents::odt(&belfast)),
        ("desk/1997-12-11-kyoto.rtf", documents::rtf(&kyoto)),
        (
            "archive/1997-07-01-hong-kong.pdf",
            documents::pdf(&HONG_KONG.map(ending)),
        ),
        (
            "web/northern-ledger/crawl-2014.warc.gz",
            archives::gzip_each(&crawl),
        ),
        (
            "wire/wire-2008.tar.gz",
            archives::tar_gz(&[("2008-02-17-kosovo.txt".to_owned(), plain::text(&kosovo))]),
        ),
    ]
}

/// Headline, author, day, address, paragraphs.
type Written = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

impl Told {
    fn of((title, byline, day, address, paragraphs): Written) -> Self {
        Self {
            title: title.to_owned(),
            byline: byline.to_owned(),
            source: "The Northern Ledger".to_owned(),
            day: day.to_owned(),
            address: address.to_owned(),
            paragraphs: paragraphs
                .iter()
                .map(|paragraph| (*paragraph).to_owned())
                .collect(),
        }
    }
}

const PLUTO: Written = (
    "A small world seen close for the first time",
    "Science desk",
    "2015-07-15",
    "",
    &[
        "After more than nine years on the way, New Horizons flew past Pluto on Tuesday morning and fell silent, as planned. At 8:52 p.m. \
         Tuesday its call came in at the Applied Physics Laboratory in Laurel, Maryland.",
        "Alice Bowman, who leads the flight team, reported a healthy craft. Alan Stern, the chief scientist, embraced her.",
        "The probe left Cape Canaveral, Florida, in January 2006. Clyde Tombaugh, who found Pluto in 1930, is aboard in a way: some of his \
         ashes travel with it. NASA expects to receive pictures for sixteen months.",
    ],
);

const BELFAST: Written = (
    "Talks in Belfast end with an agreement",
    "Staff",
    "1998-04-10",
    "",
    &[
        "The parties at the talks in Belfast agreed on Friday on how Northern Ireland is to be governed, seventeen hours after time had run \
         out. George Mitchell, the former American senator who led the talks for nearly two years, announced it at Stormont.",
        "Tony Blair and Bertie Ahern put their names to it. David Trimble has to win over his Ulster Unionist Party, and Gerry Adams said \
         that Sinn Fein would put the text before its members.",
        "Both parts of the island vote on 22 May. John Hume had begun to speak with Mr. Adams in 1988.",
    ],
);

const KYOTO: Written = (
    "Delegates settle on cuts in Kyoto",
    "Ines Calder",
    "1997-12-11",
    "",
    &[
        "KYOTO, Dec 11 (Harbour Wire) - After talks that ran through Wednesday night delegates from some 160 countries agreed on Thursday to \
         cut the gases that warm the earth. Raul Estrada of Argentina, who was in the chair, brought down the hammer.",
        "Japan is to emit 6 percent less than in 1990, the United States 7 percent and the European Union 8 percent. Vice President Al Gore \
         had flown in on Monday. In Washington the Senate must agree, and few of its members seem ready to.",
    ],
);

/// On two pages.
const HONG_KONG: [&str; 2] = [
    "The British flag came down over Hong Kong as Tuesday began, and the\n\
     Chinese one went up. Prince Charles and President Jiang Zemin watched side\n\
     by side in the new hall on the harbour. Chris Patten, the last governor,\n\
     left with the prince aboard the royal yacht.",
    "Tung Chee-hwa is the first chief executive of the region. Tony Blair, prime\n\
     minister since May, had come from London for the ceremony. The treaty of\n\
     1984, signed by Margaret Thatcher and Zhao Ziyang in Beijing, promises that\n\
     the ways of the territory stay as they are for fifty years.",
];

const COMET: Written = (
    "A box of instruments lands on a comet",
    "",
    "",
    "https://news.example/ledger/philae-lands",
    &[
        "Philae, a box of instruments the size of a washing machine, came down on a comet on Wednesday, seven hours after it had let go of its \
         mother ship Rosetta. It bounced twice before it lay still.",
        "In the control room in Darmstadt, Germany, Andrea Accomazzo and Paolo Ferri cheered. Jean-Jacques Dordain, who heads the European \
         Space Agency, spoke of a big step.",
        "Rosetta left Kourou in March 2004 and reached the comet in August. Klim Churyumov and Svetlana Gerasimenko had found it in 1969; its \
         full name carries both of theirs.",
    ],
);

const KOSOVO: Written = (
    "Kosovo declares its independence",
    "",
    "",
    "",
    &[
        "PRISTINA, Feb 17 (Harbour Wire) - The parliament of Kosovo declared the province independent of Serbia on Sunday. All 109 members \
         present voted for it; those of the Serb minority stayed away. Prime Minister Hashim Thaci read the declaration.",
        "In Belgrade President Boris Tadic said that Serbia would never recognise it. Russia called for a meeting of the United Nations \
         Security Council. The European Union had agreed the day before to send police officers and judges.",
        "NATO has had troops in Kosovo since June 1999.",
    ],
);
