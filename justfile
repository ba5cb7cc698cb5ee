# What CI runs.
check:
    .ci/run

# One test, by part of its name.
test NAME:
    cargo test {{NAME}}

# Look at the snapshots that changed, and take them or leave them.
review:
    cargo insta review

# Dateline beside bare tantivy: `just bench STORIES.jsonl QUERIES.jsonl`.
bench *ARGS:
    cargo bench --bench against_tantivy -- {{ARGS}}

# Index the seeds and ask them something.
demo:
    cargo run --release -- index
    cargo run --release -- search '"denial-of-service"'

# The program as it is given away.
release:
    cargo build --release --locked

# Damaged and made-up input for so many minutes: `just fuzz html 60`.
fuzz TARGET MINUTES:
    FUZZ_MINUTES={{MINUTES}} cargo test --release --test fuzz -- --nocapture {{TARGET}}

# Kills, damage and full disks, as a table: `just faults 200`.
faults KILLS:
    cargo build --release
    cargo run --release --example faults -- {{KILLS}}
