-- Where documents come from: the files of the corpus, what is known of each document and by whom, and its copies.

-- One row for each file that was read to its end. `fingerprint` stands for everything besides the bytes that decides
-- what is read from it: readers, rules, names. `place` and `rules` are where on this machine the file was and the rules
-- that were named for it: a run over another folder withdraws nothing whose file is still there, and the next run
-- knows the rules.
CREATE TABLE source_files (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    place TEXT NOT NULL,
    rules TEXT NOT NULL
) STRICT;

-- What of a file could not be read: the file itself, or something inside it.
CREATE TABLE source_gaps (
    file TEXT NOT NULL REFERENCES source_files (path) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    path TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (file, ordinal)
) STRICT;

-- `reading` stands for one state of the file and one way to read it: a file that was read half is taken up again.
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

INSERT INTO document_details
SELECT id, path, '', '', '', '', '', '', '', '', '{}', '{}', '[]' FROM documents;

-- Where the characters of a text stand in its file, for formats whose text is put in order first (PDF): a list of
-- [start, length, page, offset on the page].
CREATE TABLE document_origins (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    runs TEXT NOT NULL CHECK (json_valid(runs))
) STRICT;

-- What the texts of documents are told alike by; two documents that share a band may be copies of one text.
CREATE TABLE signatures (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    signature BLOB NOT NULL
) STRICT;

CREATE TABLE signature_bands (
    band TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX signature_bands_document ON signature_bands (document_id);

-- Copies of one text share a group; a document without a copy has no row.
CREATE TABLE copies (
    document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    copy_group TEXT NOT NULL
) STRICT;

ALTER TABLE passages ADD COLUMN lead_in TEXT NOT NULL DEFAULT '';
