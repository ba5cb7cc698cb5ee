//! The words of written dates: months, weekdays, zones.

/// The names of months as used in news, in lower case and without accents: in English, German, French, Spanish,
/// Italian, Dutch, Portuguese, the Nordic languages, Polish, Czech, Russian, Ukrainian and Turkish.
const MONTHS: [&str; 12] = [
    "jan january januar januari janvier janv enero ene gennaio gen janeiro janner styczen stycznia ledna leden января январь янв січня ocak tammikuu tammikuuta",
    "feb february februar februari fevrier fevr febrero febbraio fevereiro fev luty lutego unora unor февраля февраль фев лютого subat helmikuu helmikuuta",
    "mar march marz maerz maart mrt mars marzo marco marts marca marzec brezna brezen марта март березня mart maaliskuu maaliskuuta",
    "apr april avril avr abril abr aprile kwietnia kwiecien dubna duben апреля апрель апр квітня nisan huhtikuu huhtikuuta",
    "may mai mayo maggio mag mei maio maj maja kvetna kveten мая май травня mayis toukokuu toukokuuta",
    "jun june juni juin junio giugno giu junho czerwca czerwiec cervna cerven июня июнь червня haziran kesakuu kesakuuta",
    "jul july juli juillet juil julio luglio lug julho lipca lipiec cervence cervenec июля июль липня temmuz heinakuu heinakuuta",
    "aug august aout agosto ago augustus augusti sierpnia sierpien srpna srpen августа август авг серпня agustos elokuu elokuuta",
    "sep sept september septembre septiembre set settembre setembro wrzesnia wrzesien zari сентября сентябрь сен сент вересня eylul syyskuu syyskuuta",
    "oct october oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik rijna rijen октября октябрь окт жовтня ekim lokakuu lokakuuta",
    "nov november novembre noviembre novembro listopada listopad ноября ноябрь ноя kasim marraskuu marraskuuta",
    "dec december dezember dez decembre diciembre dic dicembre dezembro desember grudnia grudzien prosince prosinec декабря декабрь дек грудня aralik joulukuu joulukuuta",
];

/// Words in a date that can be ignored.
const IGNORED: &str = "mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday \
    montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche \
    lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi domenica \
    lun mer gio ven sab dom mie jue vie maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    of de del den der the le el am um a at on uhr h";

/// Time zones by their RFC 2822 names, in hours from UTC.
const ZONES: [(&str, i8); 12] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -5),
    ("edt", -4),
    ("cst", -6),
    ("cdt", -5),
    ("mst", -7),
    ("mdt", -6),
    ("pst", -8),
    ("pdt", -7),
];

/// The number of a month, from 1, by its name.
pub(super) fn month(word: &str) -> Option<i8> {
    (1..)
        .zip(MONTHS)
        .find_map(|(month, names)| is_one_of(word, names).then_some(month))
}

/// Whether a word in a date can be ignored.
pub(super) fn is_ignored(word: &str) -> bool {
    is_one_of(word, IGNORED)
}

/// The hours from UTC of a time zone, by its name.
pub(super) fn zone(word: &str) -> Option<i8> {
    ZONES
        .iter()
        .find_map(|(name, hours)| (*name == word).then_some(*hours))
}

fn is_one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}
