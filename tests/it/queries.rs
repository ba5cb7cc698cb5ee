//! `dateline search --queries`: many queries in one run.

use crate::search::archive;

#[test]
fn an_error_in_a_file_of_queries_is_reported_with_its_line() {
    let test = archive();
    for (lines, told) in [
        ("\u{feff}q1\tstorm\n", None),
        ("storm\n", Some("line 1 of the queries has no tab")),
        (
            "q1\tstorm\n\n\tport\n",
            Some("line 3 of the queries has no id"),
        ),
        ("q1\t \n", Some("line 1 of the queries has no query")),
        (
            "q1\tstorm\nq1\tport\n",
            Some("line 2 of the queries has the same id as line 1"),
        ),
    ] {
        test.file("queries.tsv", lines);
        let ran = test.run(&["search", "--queries", "queries.tsv"]);
        match told {
            None => assert!(ran.stdout.starts_with("q1 Q0 "), "{ran:?}"),
            Some(told) => assert!(ran.status == 2 && ran.stderr.contains(told), "{ran:?}"),
        }
    }
    assert_eq!(test.run(&["search", " "]).status, 2);
}

#[test]
fn a_mistake_in_one_query_leaves_the_others_their_answers() {
    let test = archive();
    test.file(
        "queries.tsv",
        b"q1\tstorm\r\nq2\t(storm\nq3\tZ\xfcrich\nq4\tattack\n",
    );
    let ran = test.run(&["search", "--format", "ids", "--queries", "queries.tsv"]);
    assert_eq!(ran.status, 2);
    let of = |id: &str| test.ids(&[if id == "q1" { "storm" } else { "attack" }]);
    let expected: Vec<String> = ["q1", "q4"]
        .into_iter()
        .flat_map(|id| of(id).into_iter().map(move |hit| format!("{id}\t{hit}")))
        .collect();
    assert_eq!(ran.stdout.lines().collect::<Vec<_>>(), expected);
    assert!(expected.len() > 1);
    let mistakes = "error: in `queries.tsv`: line 2 of the queries: ";
    assert!(ran.stderr.starts_with(mistakes), "{}", ran.stderr);
    let encoding = "\nerror: in `queries.tsv`: line 3 of the queries is not UTF-8 from byte 5 on\n";
    assert!(ran.stderr.contains(encoding), "{}", ran.stderr);
}

#[test]
fn a_trec_run_sorted_by_date_keeps_its_order() {
    let run = archive().answer(&["search", "--format", "trec", "--sort", "oldest", "storm"]);
    let scores = run.lines().map(|line| line.split(' ').nth(4).unwrap());
    let scores: Vec<f64> = scores.map(|score| score.parse().unwrap()).collect();
    assert!(
        scores.len() > 1 && scores.windows(2).all(|two| two[0] > two[1]),
        "{run}"
    );
}

#[test]
fn many_queries_in_one_run() {
    let test = archive();
    test.file("queries.tsv", "q1\tstorm port\nq2\tattack\n");
    let run = test.answer(&["search", "--format", "trec", "--queries", "queries.tsv"]);
    let columns: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(columns.len(), 3, "{run}");
    assert_eq!(
        (
            columns[2][0],
            columns[2][1],
            columns[2][2],
            columns[2][3],
            columns[2][5]
        ),
        ("q2", "Q0", "d", "1", "dateline")
    );
}
