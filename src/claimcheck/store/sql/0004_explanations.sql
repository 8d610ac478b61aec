-- What a verdict rests on besides its slots: the stance model's score and who decided, the confidence with what it was
-- counted on, what the source policy misses, and the documents that were left out.

-- All four columns of a score are there, or none.
ALTER TABLE pairs ADD COLUMN score_model TEXT;
ALTER TABLE pairs ADD COLUMN score_supports REAL CHECK (score_supports BETWEEN 0 AND 1);
ALTER TABLE pairs ADD COLUMN score_refutes REAL CHECK (score_refutes BETWEEN 0 AND 1);
ALTER TABLE pairs ADD COLUMN score_neutral REAL CHECK (
    score_neutral BETWEEN 0 AND 1
    AND (score_neutral IS NULL) = (score_model IS NULL)
    AND (score_neutral IS NULL) = (score_supports IS NULL)
    AND (score_neutral IS NULL) = (score_refutes IS NULL)
);
ALTER TABLE pairs ADD COLUMN decided_by TEXT NOT NULL DEFAULT 'rules' CHECK (
    decided_by = 'rules' OR (decided_by = 'model' AND score_model IS NOT NULL)
);

ALTER TABLE assessments ADD COLUMN score_model TEXT;
ALTER TABLE assessments ADD COLUMN score_supports REAL CHECK (score_supports BETWEEN 0 AND 1);
ALTER TABLE assessments ADD COLUMN score_refutes REAL CHECK (score_refutes BETWEEN 0 AND 1);
ALTER TABLE assessments ADD COLUMN score_neutral REAL CHECK (
    score_neutral BETWEEN 0 AND 1
    AND (score_neutral IS NULL) = (score_model IS NULL)
    AND (score_neutral IS NULL) = (score_supports IS NULL)
    AND (score_neutral IS NULL) = (score_refutes IS NULL)
);
ALTER TABLE assessments ADD COLUMN decided_by TEXT NOT NULL DEFAULT 'rules' CHECK (
    decided_by = 'rules' OR (decided_by = 'model' AND score_model IS NOT NULL)
);

-- A confidence never stands without what it was counted on.
ALTER TABLE verdicts ADD COLUMN confidence REAL CHECK (confidence BETWEEN 0 AND 1);
ALTER TABLE verdicts ADD COLUMN calibrated_on TEXT CHECK (
    (calibrated_on IS NULL) = (confidence IS NULL) AND calibrated_on <> ''
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

-- Documents that spoke to the claim and are no evidence for it: a list of {document, rule}.
ALTER TABLE searches ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out));
