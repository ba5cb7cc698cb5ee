//! Odd arguments, and what they are answered with.

use crate::saved::archive;

#[test]
fn an_error_says_what_to_do() {
    let test = archive();
    test.file("latin1.tsv", b"1\tZ\xfcrich\n")
        .file("empty.jsonl", "")
        .file("header.csv", "title,body\n");
    let iconv = "hint: convert it, for example with `iconv -f latin1 -t utf-8 FILE`\n";
    let look = "hint: check the path; a relative one begins at the folder you are in\n";
    for (args, input, problem, hint) in [
        (
            &["search", "storm", "--path", "["][..],
            &b""[..],
            "error: in `--path`: invalid file pattern `[`: unclosed character class; missing ']'\n  --path [\n         ^\n",
            "hint: `*` stands for any characters, `?` for one, `[ab]` for one of these; write `[[]` for a `[`\n",
        ),
        (
            &["similar", "-"],
            b"\x89PNG\0\0",
            "error: cannot read standard input: not a format that holds news\n",
            "",
        ),
        (
            &["search", "--queries", "latin1.tsv"],
            b"",
            "error: in `latin1.tsv`: line 1 of the queries is not UTF-8 from byte 4 on\n",
            iconv,
        ),
        (
            &["--index", "latin1.tsv", "status"],
            b"",
            "error: cannot use the index at `latin1.tsv`: not a directory\n",
            "",
        ),
        (
            &["who", "--with", ""],
            b"",
            "error: `--with` has no value\n",
            "hint: give a value, or leave the flag out\n",
        ),
        (
            &["annotate", "-"],
            b"",
            "error: standard input: the file is empty\n",
            "",
        ),
        (
            &["annotate", "empty.jsonl"],
            b"",
            "error: empty.jsonl: the file is empty\n",
            "",
        ),
        (
            &["annotate", "header.csv"],
            b"",
            "error: header.csv: it has no stories\n",
            "",
        ),
        (
            &["annotate", "seeds"],
            b"",
            "error: cannot read `seeds`: Is a directory (os error 21)\n",
            "hint: `annotate` takes files: `find seeds -type f -exec dateline annotate {} +`\n",
        ),
        (
            &["annotate", "nofile"],
            b"",
            "error: cannot read `nofile`: No such file or directory (os error 2)\n",
            look,
        ),
        (
            &["search", "--queries", "nofile"],
            b"",
            "error: cannot read `nofile`: No such file or directory (os error 2)\n",
            look,
        ),
        (
            &["index", "nofile"],
            b"",
            "error: cannot read `nofile`: No such file or directory (os error 2)\n",
            look,
        ),
    ] {
        let ran = test.handed(args, input);
        assert_eq!(ran.status, 2, "{args:?}");
        assert_eq!(ran.stderr, format!("{problem}{hint}"), "{args:?}");
    }
}

#[test]
fn a_wrong_value_of_a_flag_is_pointed_at() {
    let test = archive();
    for (args, problem, hint) in [
        (
            &["search", "storm", "--lang", "English"][..],
            "error: in `--lang`: unknown language `English`\n  --lang English\n         ^^^^^^^\n",
            "hint: did you mean `en`?\n",
        ),
        (
            &["search", "--queries", "-", "--published", "2024-13"],
            "error: in `--published`: impossible date `2024-13`\n  --published 2024-13\n              ^^^^^^^\n",
            "hint: months are 01 to 12\n",
        ),
        (
            &["annotate", "--published", "2024-13-01", "-"],
            "error: in `--published`: there is no such day: `2024-13-01`\n  --published 2024-13-01\n              ^^^^^^^^^^\n",
            "hint: check the month, and how many days it has\n",
        ),
        (
            &["similar", "-", "--published", "last week"],
            "error: in `--published`: expected a date, found `last week`\n  --published last week\n              ^^^^^^^^^\n",
            "hint: write the date of one story, such as `2024-07-13`, `2024-07`, `2024` or `13 July 2024`; \
             neither words such as `last week` nor ranges are taken here\n",
        ),
    ] {
        let ran = test.run(args);
        assert_eq!(
            (ran.status, ran.stderr),
            (2, format!("{problem}{hint}")),
            "{args:?}"
        );
    }
}

#[test]
fn messages_about_unknown_words_are_true() {
    let test = archive();
    for (args, said) in [
        (
            &["--match", "any", "xyzzy", "plugh"][..],
            "no stories; no story in the archive has `xyzzy` or `plugh`\n",
        ),
        (
            &["xyzzy", "--facet", "who,published"],
            "no stories; no story in the archive has `xyzzy`\n",
        ),
        (&["storm", "--offset", "18446744073709551615"], "1 story\n"),
        (
            &["storm", "-n", "18446744073709551615", "--offset", "7"],
            "1 story\n",
        ),
    ] {
        let ran = test.run(&[&["search"], args].concat());
        assert_eq!(
            (ran.stdout.as_str(), ran.stderr.as_str()),
            (said, ""),
            "{args:?}"
        );
    }
}

#[test]
fn a_folder_in_place_of_a_file_of_the_index_is_named() {
    let test = archive();
    let file = test.path("index/.dateline-compared");
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    test.file("more.txt", "The storm came back to the harbour.");
    let ran = test.run(&["index", "more.txt"]);
    let told =
        "error: cannot use the index at `index/.dateline-compared`: Is a directory (os error 21)\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (2, told));
}
