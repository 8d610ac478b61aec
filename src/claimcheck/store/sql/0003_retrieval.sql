-- Passages are found by words, by the section they stand in, and by keys; one index each.

DROP TABLE passage_entities;
DROP TABLE passage_numbers;

-- `section` is the number of the first passage of the section that a passage stands in. `keys` are the names ("e:...")
-- numbers ("n:...") and dates ("d:...") in it, between spaces.
ALTER TABLE passages ADD COLUMN section INTEGER NOT NULL DEFAULT 0;
ALTER TABLE passages ADD COLUMN keys TEXT NOT NULL DEFAULT '';
UPDATE passages SET section = number;
CREATE INDEX passages_section ON passages (section);

DROP VIEW current_passages;

CREATE VIEW current_passages AS
SELECT passages.number, passages.id, passages.document_id, passages.section, passages.text, passages.context, passages.keys
FROM passages
JOIN documents ON documents.id = passages.document_id
WHERE passages.listed = 1 AND documents.state = 'current';

CREATE VIEW current_sections AS
SELECT section AS number, group_concat(text, char(10)) AS text, min(context) AS context
FROM (SELECT section, text, context FROM current_passages ORDER BY number)
GROUP BY section;

CREATE VIRTUAL TABLE sections_fts USING fts5 (
    text, context,
    content = 'current_sections', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

INSERT INTO sections_fts (sections_fts) VALUES ('rebuild');

-- A key is one token whatever stands in it but a space. Which passages hold it is all that is asked, so no places and
-- no sizes are kept.
CREATE VIRTUAL TABLE passage_keys USING fts5 (
    keys,
    content = 'current_passages', content_rowid = 'number', detail = none, columnsize = 0,
    tokenize = 'ascii tokenchars ''!"#$%&()*+,-./:;<=>?@[\]^_`{|}~'''''''
);

INSERT INTO passage_keys (passage_keys) VALUES ('rebuild');

CREATE VIRTUAL TABLE passage_key_counts USING fts5vocab (passage_keys, row);

-- How the indexes came to be what they are, so that an index kept elsewhere knows what it lacks. `stamp` is a chain of
-- hashes over all that was put and taken; `number` the highest that a passage ever had; `rewritten` says that an
-- index can not be brought to here by adding passages alone.
CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY,
    stamp TEXT NOT NULL UNIQUE,
    number INTEGER NOT NULL,
    rewritten INTEGER NOT NULL CHECK (rewritten IN (0, 1))
) STRICT;

INSERT INTO index_log (stamp, number, rewritten)
SELECT 'index-before-' || count(*) || '-' || max(number), max(number), 1 FROM passages HAVING count(*) > 0;

-- Sections and keys come from reading: every file is read again.
UPDATE source_files SET fingerprint = '';
UPDATE document_details SET reading = '';

-- The words of the passages as they are written, each under its parts, so that misspelt ones find them. `words` holds
-- those that one reading found new, between spaces; `spelling_seen` the number of the last passage whose words are in.
CREATE TABLE spelling_words (
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE spelling_parts (
    part TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT;

CREATE INDEX spelling_parts_part ON spelling_parts (part);

CREATE TABLE spelling_seen (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
) STRICT;
