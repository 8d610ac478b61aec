-- What the cited passages of a verdict say together, where none says it by itself: at most one for a verdict, judged over
-- their words in the order of the citations, with a space between. `passage_id` is the first of them.
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
