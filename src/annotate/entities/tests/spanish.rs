//! Spanish: small words inside names, two family names, sentences that begin with any word.

use super::{check_entities_in, check_in};
use crate::story::Language::Spanish;

#[test]
fn people_places_and_organisations() {
    check_in(
        Spanish,
        "[Pedro Sánchez|PER] viajó de [Madrid|LOC] a [Bruselas|LOC].",
    );
    check_in(
        Spanish,
        "El [PSOE|ORG] y el [Partido Popular|ORG] negocian en el [Senado|ORG].",
    );
    check_in(
        Spanish,
        "La [Comisión Europea|ORG] multó ayer a [Google|ORG].",
    );
    check_in(
        Spanish,
        "[BOGOTÁ|LOC] ([EFE|ORG]).- El Gobierno aprobó ayer la reforma.",
    );
}

#[test]
fn small_words_stand_inside_names() {
    check_in(
        Spanish,
        "El [Banco de España|ORG] y el [Ministerio de Sanidad|ORG] discrepan.",
    );
    check_in(
        Spanish,
        "El seleccionador [Luis de la Fuente|PER] habló en [Castilla y León|LOC].",
    );
    check_in(
        Spanish,
        "La [Organización Mundial de la Salud|ORG] avisó a los países.",
    );
}

#[test]
fn words_that_open_sentences_are_no_names() {
    for plain in [
        "Llovió toda la noche. Ayer salió el sol, pero hacía frío.",
        "El Gobierno subirá los impuestos. La oposición lo critica.",
        "Vecinos y comerciantes protestan contra las obras.",
        "Cayó la bolsa. Suben los precios. Faltan médicos.",
        "¿Quién paga la cuenta? Nadie lo sabe.",
    ] {
        check_in(Spanish, plain);
    }
}

#[test]
fn titles_stay_outside() {
    check_in(
        Spanish,
        "El presidente [Gustavo Petro|PER] recibió a la señora [Márquez|PER].",
    );
    check_in(
        Spanish,
        "Según el Sr. [Garrido|PER], la obra termina en mayo.",
    );
}

#[test]
fn the_first_of_two_family_names_stands_for_somebody() {
    check_entities_in(
        Spanish,
        "Habló Pedro Sánchez Pérez-Castejón. Luego Sánchez se fue, y nadie aplaudió a Sánchez.",
        &[("person/Pedro Sánchez Pérez-Castejón", 3)],
    );
    check_entities_in(
        Spanish,
        "El escritor Gabriel García Márquez volvió a Colombia. García Márquez dijo que Gabriel García Márquez era otro.",
        &[("person/Gabriel García Márquez", 3), ("place/Colombia", 1)],
    );
}

#[test]
fn initials_mean_the_whole() {
    check_entities_in(
        Spanish,
        "La Unión Europea se reunió en Bruselas. La UE volverá a reunirse.",
        &[("org/Unión Europea", 2), ("place/Bruselas", 1)],
    );
}
