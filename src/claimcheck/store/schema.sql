CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    path TEXT NOT NULL,
    publication TEXT NOT NULL,
    published TEXT NOT NULL,
    address TEXT NOT NULL
, author TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE assessments (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    passage_id TEXT NOT NULL REFERENCES passages (id),
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'neutral')),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    slots TEXT NOT NULL CHECK (json_valid(slots)),
    coverage REAL NOT NULL,
    note TEXT NOT NULL, score_model TEXT, score_supports REAL CHECK (score_supports BETWEEN 0 AND 1), score_refutes REAL CHECK (score_refutes BETWEEN 0 AND 1), score_neutral REAL CHECK (
    score_neutral BETWEEN 0 AND 1
    AND (score_neutral IS NULL) = (score_model IS NULL)
    AND (score_neutral IS NULL) = (score_supports IS NULL)
    AND (score_neutral IS NULL) = (score_refutes IS NULL)
), decided_by TEXT NOT NULL DEFAULT 'rules' CHECK (
    decided_by = 'rules' OR (decided_by = 'model' AND score_model IS NOT NULL)
),
    PRIMARY KEY (run_id, claim_id, ordinal),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX assessments_passage ON assessments (passage_id);

CREATE TABLE citations (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    passage_id TEXT NOT NULL REFERENCES passages (id),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    label TEXT NOT NULL,
    heading TEXT NOT NULL,
    page INTEGER,
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'neutral')),
    PRIMARY KEY (run_id, claim_id, ordinal),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE,
    CHECK (span_end > span_start)
) STRICT;

CREATE INDEX citations_document ON citations (document_id);

CREATE INDEX citations_passage ON citations (passage_id);

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

CREATE TABLE claim_keys (
    key TEXT NOT NULL,
    claim_id TEXT NOT NULL REFERENCES claim_wordings (claim_id) ON DELETE CASCADE,
    PRIMARY KEY (key, claim_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_keys_claim ON claim_keys (claim_id);

CREATE TABLE claim_wordings (
    claim_id TEXT PRIMARY KEY REFERENCES claims (id) ON DELETE CASCADE,
    reading TEXT NOT NULL,
    slots TEXT CHECK (slots IS NULL OR json_valid(slots)),
    words TEXT CHECK (words IS NULL OR json_valid(words)),
    CHECK ((slots IS NULL) = (words IS NULL))
) STRICT;

CREATE INDEX claim_wordings_reading ON claim_wordings (reading);

CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    sentence_id TEXT REFERENCES sentences (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    kind TEXT NOT NULL,
    worth REAL NOT NULL CHECK (worth BETWEEN 0 AND 1),
    span_start INTEGER CHECK (span_start >= 0),
    span_end INTEGER,
    quote TEXT,
    as_of TEXT NOT NULL,
    expected TEXT CHECK (
        expected IN ('supported', 'partially_supported', 'refuted', 'conflicting', 'not_enough_evidence')
    ),
    gold TEXT NOT NULL CHECK (json_valid(gold)), inferred TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(inferred)), unresolved TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(unresolved)), spans TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(spans)), worth_parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(worth_parts)), attributed_to TEXT NOT NULL DEFAULT '',
    CHECK (span_end > span_start),
    CHECK ((span_start IS NULL) = (span_end IS NULL) AND (span_start IS NULL) = (quote IS NULL))
) STRICT;

CREATE INDEX claims_article ON claims (article_id, ordinal);

CREATE INDEX claims_sentence ON claims (sentence_id);

CREATE TABLE contexts (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    date TEXT NOT NULL,
    heading TEXT NOT NULL,
    preceding TEXT NOT NULL CHECK (json_valid(preceding))
) STRICT;

CREATE TABLE copies (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    copy_group TEXT NOT NULL
) STRICT;

CREATE VIEW current_passages AS
SELECT passages.number, passages.id, passages.document_id, passages.section, passages.text, passages.context, passages.keys
FROM passages
JOIN documents ON documents.id = passages.document_id
WHERE passages.listed = 1 AND documents.state = 'current';

CREATE VIEW current_sections AS
SELECT section AS number, group_concat(text, char(10)) AS text, min(context) AS context
FROM (SELECT section, text, context FROM current_passages ORDER BY number)
GROUP BY section;

CREATE TABLE document_details (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    reading TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    language TEXT NOT NULL,
    independence TEXT NOT NULL,
    supersedes TEXT NOT NULL,
    acquired_from TEXT NOT NULL,
    acquired_at TEXT NOT NULL,
    acquired_by TEXT NOT NULL,
    attributes TEXT NOT NULL CHECK (json_valid(attributes)),
    provenance TEXT NOT NULL CHECK (json_valid(provenance)),
    notes TEXT NOT NULL CHECK (json_valid(notes))
) STRICT;

CREATE INDEX document_details_file ON document_details (file, reading);

CREATE TABLE document_origins (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    runs TEXT NOT NULL CHECK (json_valid(runs))
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    title TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    issuer TEXT NOT NULL,
    date TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    urls TEXT NOT NULL CHECK (json_valid(urls)),
    tier TEXT NOT NULL CHECK (tier IN ('primary', 'secondary', 'archive')),
    form TEXT NOT NULL,
    coverage TEXT NOT NULL,
    gaps TEXT NOT NULL,
    extractor TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'withdrawn')),
    text TEXT NOT NULL -- the last, so that the columns before it are read without it
) STRICT;

CREATE UNIQUE INDEX documents_current_name ON documents (name) WHERE state = 'current';

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

CREATE TABLE evidence (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    rank INTEGER NOT NULL CHECK (rank >= 1),
    passage_id TEXT NOT NULL REFERENCES passages (id),
    context_id TEXT NOT NULL REFERENCES contexts (id),
    score REAL NOT NULL,
    signals TEXT NOT NULL CHECK (json_valid(signals)),
    PRIMARY KEY (run_id, claim_id, rank),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX evidence_context ON evidence (context_id);

CREATE INDEX evidence_passage ON evidence (passage_id);

CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY,
    stamp TEXT NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    rewritten INTEGER NOT NULL CHECK (rewritten IN (0, 1))
) STRICT;

CREATE TABLE joint_assessments (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    passage_id TEXT NOT NULL REFERENCES passages (id),
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'neutral')),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    slots TEXT NOT NULL CHECK (json_valid(slots)),
    coverage REAL NOT NULL,
    note TEXT NOT NULL,
    score_model TEXT,
    score_supports REAL CHECK (score_supports BETWEEN 0 AND 1),
    score_refutes REAL CHECK (score_refutes BETWEEN 0 AND 1),
    score_neutral REAL CHECK (score_neutral BETWEEN 0 AND 1),
    decided_by TEXT NOT NULL CHECK (decided_by = 'rules' OR (decided_by = 'model' AND score_model IS NOT NULL)),
    PRIMARY KEY (run_id, claim_id),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE,
    CHECK ((score_model IS NULL) = (score_supports IS NULL) AND (score_model IS NULL) = (score_refutes IS NULL)),
    CHECK ((score_model IS NULL) = (score_neutral IS NULL))
) STRICT;

CREATE INDEX joint_assessments_passage ON joint_assessments (passage_id);

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE pairs (
    key TEXT PRIMARY KEY,
    passage_id TEXT NOT NULL,
    stance TEXT NOT NULL CHECK (stance IN ('supports', 'refutes', 'neutral')),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    slots TEXT NOT NULL CHECK (json_valid(slots)),
    coverage REAL NOT NULL,
    note TEXT NOT NULL
, score_model TEXT, score_supports REAL CHECK (score_supports BETWEEN 0 AND 1), score_refutes REAL CHECK (score_refutes BETWEEN 0 AND 1), score_neutral REAL CHECK (
    score_neutral BETWEEN 0 AND 1
    AND (score_neutral IS NULL) = (score_model IS NULL)
    AND (score_neutral IS NULL) = (score_supports IS NULL)
    AND (score_neutral IS NULL) = (score_refutes IS NULL)
), decided_by TEXT NOT NULL DEFAULT 'rules' CHECK (
    decided_by = 'rules' OR (decided_by = 'model' AND score_model IS NOT NULL)
)) STRICT;

CREATE VIRTUAL TABLE passage_key_counts USING fts5vocab (passage_keys, row);

CREATE VIRTUAL TABLE passage_keys USING fts5 (
    keys,
    content = 'current_passages', content_rowid = 'number', detail = none, columnsize = 0,
    tokenize = 'ascii tokenchars ''!"#$%&()*+,-./:;<=>?@[\]^_`{|}~'''''''
);

CREATE VIRTUAL TABLE passage_words USING fts5vocab (passages_fts, row);

CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    label TEXT NOT NULL,
    heading TEXT NOT NULL,
    page INTEGER,
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)), lead_in TEXT NOT NULL DEFAULT '', section INTEGER NOT NULL DEFAULT 0, keys TEXT NOT NULL DEFAULT '',
    CHECK (span_end > span_start)
) STRICT;

CREATE INDEX passages_document ON passages (document_id, ordinal);

CREATE INDEX passages_section ON passages (section);

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    text, context,
    content = 'current_passages', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE policy_notes (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL CHECK (
        code IN (
            'too-few-sources', 'no-primary-source', 'source-too-old', 'source-too-new', 'undated-source',
            'excluded-source'
        )
    ),
    detail TEXT NOT NULL,
    PRIMARY KEY (run_id, claim_id, ordinal),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE
) STRICT;

CREATE TABLE run_articles (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (run_id, ordinal),
    UNIQUE (run_id, article_id)
) STRICT;

CREATE INDEX run_articles_article ON run_articles (article_id);

CREATE TABLE run_documents (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    PRIMARY KEY (run_id, ordinal)
) STRICT;

CREATE INDEX run_documents_document ON run_documents (document_id);

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

CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started_at TEXT NOT NULL,
    version TEXT NOT NULL,
    rules TEXT NOT NULL,
    language_pipeline TEXT NOT NULL,
    settings TEXT NOT NULL CHECK (json_valid(settings)),
    documents INTEGER NOT NULL CHECK (documents >= 0),
    passages INTEGER NOT NULL CHECK (passages >= 0),
    pairs_judged INTEGER NOT NULL CHECK (pairs_judged >= 0),
    pairs_reused INTEGER NOT NULL CHECK (pairs_reused >= 0)
) STRICT;

CREATE TABLE searches (
    run_id TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    terms TEXT NOT NULL CHECK (json_valid(terms)),
    entities TEXT NOT NULL CHECK (json_valid(entities)),
    passages_searched INTEGER NOT NULL CHECK (passages_searched >= 0),
    candidates INTEGER NOT NULL CHECK (candidates >= 0), left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out)),
    PRIMARY KEY (run_id, claim_id),
    FOREIGN KEY (run_id, claim_id) REFERENCES verdicts (run_id, claim_id) ON DELETE CASCADE
) STRICT;

CREATE VIRTUAL TABLE sections_fts USING fts5 (
    text, context,
    content = 'current_sections', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE sentences (
    id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL,
    quote TEXT NOT NULL,
    reason TEXT NOT NULL,
    cue TEXT NOT NULL, part TEXT NOT NULL DEFAULT 'body' CHECK (
    part IN (
        'headline', 'standfirst', 'heading', 'body', 'list item', 'block quote', 'caption', 'table row', 'furniture'
    )
), section TEXT NOT NULL DEFAULT '', page INTEGER CHECK (page >= 1), checkability TEXT NOT NULL DEFAULT 'checkable' CHECK (
    checkability IN (
        'checkable', 'reported', 'opinion', 'forecast', 'advice', 'question', 'instruction', 'definition', 'fragment',
        'boilerplate'
    )
), remainders TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(remainders)),
    CHECK (span_end > span_start)
) STRICT;

CREATE INDEX sentences_article ON sentences (article_id, ordinal);

CREATE TABLE signature_bands (
    band TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX signature_bands_document ON signature_bands (document_id);

CREATE TABLE signatures (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE source_files (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    place TEXT NOT NULL,
    rules TEXT NOT NULL
) STRICT;

CREATE TABLE source_gaps (
    file TEXT NOT NULL REFERENCES source_files (path) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (file, ordinal)
) STRICT;

CREATE TABLE spelling_parts (
    part TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

CREATE INDEX spelling_parts_part ON spelling_parts (part);

CREATE TABLE spelling_seen (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
) STRICT;

CREATE TABLE spelling_words (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE unchecked (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    article_id TEXT NOT NULL REFERENCES articles (id),
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    paragraph INTEGER NOT NULL,
    reason TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'opinion' CHECK (
    kind IN (
        'checkable', 'reported', 'opinion', 'forecast', 'advice', 'question', 'instruction', 'definition', 'fragment',
        'boilerplate'
    )
),
    PRIMARY KEY (run_id, article_id, ordinal)
) STRICT;

CREATE INDEX unchecked_article ON unchecked (article_id);

CREATE TABLE unreadable (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (run_id, ordinal)
) STRICT;

CREATE TABLE verdicts (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    claim_id TEXT NOT NULL REFERENCES claims (id),
    article_id TEXT NOT NULL REFERENCES articles (id),
    ordinal INTEGER NOT NULL,
    label TEXT NOT NULL CHECK (
        label IN ('supported', 'partially_supported', 'refuted', 'conflicting', 'not_enough_evidence')
    ),
    reasons TEXT NOT NULL CHECK (json_valid(reasons)),
    explanation TEXT NOT NULL, confidence REAL CHECK (confidence BETWEEN 0 AND 1), calibrated_on TEXT CHECK (
    (calibrated_on IS NULL) = (confidence IS NULL) AND calibrated_on <> ''
),
    PRIMARY KEY (run_id, claim_id)
) STRICT;

CREATE INDEX verdicts_article ON verdicts (article_id);

CREATE INDEX verdicts_claim ON verdicts (claim_id);
