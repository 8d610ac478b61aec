-- What people decided about the claims of articles, by the words that they are drawn from, in the order of the decisions.
-- `article` is the article's path from the record's folder, `quotes` a list of {exact, prefix, suffix, start, places, twins}.
CREATE TABLE claim_edits (
    number INTEGER PRIMARY KEY,
    article TEXT NOT NULL,
    title TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('drop', 'reword', 'split', 'merge', 'add')),
    quotes TEXT NOT NULL CHECK (json_valid(quotes)),
    claims TEXT NOT NULL CHECK (json_valid(claims)),
    which TEXT NOT NULL CHECK (json_valid(which)),
    worth REAL CHECK (worth BETWEEN 0 AND 1),
    editor TEXT NOT NULL,
    note TEXT NOT NULL,
    text_id TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE INDEX claim_edits_article ON claim_edits (article);

-- What became of each edit, from the record or from claims.yaml, when a run replayed it: `why` is empty where it was
-- applied. `spans` are places in the article, `was` the texts that went, `made` the ids of the claims that came.
CREATE TABLE run_edits (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    ordinal INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('drop', 'reword', 'split', 'merge', 'add')),
    quotes TEXT NOT NULL CHECK (json_valid(quotes)),
    claims TEXT NOT NULL CHECK (json_valid(claims)),
    which TEXT NOT NULL CHECK (json_valid(which)),
    worth REAL CHECK (worth BETWEEN 0 AND 1),
    editor TEXT NOT NULL,
    note TEXT NOT NULL,
    text_id TEXT NOT NULL,
    source TEXT NOT NULL,
    why TEXT NOT NULL,
    spans TEXT NOT NULL CHECK (json_valid(spans)),
    was TEXT NOT NULL CHECK (json_valid(was)),
    made TEXT NOT NULL CHECK (json_valid(made)),
    PRIMARY KEY (run_id, article_id, ordinal)
) STRICT;

CREATE INDEX run_edits_article ON run_edits (article_id);

-- How the same claim had come out in other articles when a run was made. It stays as it was shown, whatever becomes of
-- those runs, so `other_claim_id` and `other_article_id` may be of records that are gone.
CREATE TABLE earlier_checks (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    other_claim_id TEXT NOT NULL,
    text TEXT NOT NULL,
    other_article_id TEXT NOT NULL,
    article TEXT NOT NULL,
    published TEXT NOT NULL,
    checked TEXT NOT NULL,
    label TEXT NOT NULL CHECK (
        label IN ('supported', 'partially_supported', 'refuted', 'conflicting', 'not_enough_evidence')
    ),
    differs TEXT NOT NULL CHECK (json_valid(differs)),
    PRIMARY KEY (run_id, claim_id, ordinal),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE
) STRICT;

-- Claims as they are compared with each other; `slots` and `words` are null for one that is like no other. `reading`
-- names what read them. `claim_keys` finds those that may be alike.
CREATE TABLE claim_wordings (
    claim_id TEXT PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    reading TEXT NOT NULL,
    slots TEXT CHECK (slots IS NULL OR json_valid(slots)),
    words TEXT CHECK (words IS NULL OR json_valid(words)),
    CHECK ((slots IS NULL) = (words IS NULL))
) STRICT;

CREATE INDEX claim_wordings_reading ON claim_wordings (reading);

CREATE TABLE claim_keys (
    key TEXT NOT NULL,
    claim_id TEXT NOT NULL REFERENCES claim_wordings (claim_id) ON DELETE CASCADE,
    PRIMARY KEY (key, claim_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_keys_claim ON claim_keys (claim_id);
