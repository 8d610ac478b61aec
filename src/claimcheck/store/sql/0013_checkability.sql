-- Two more kinds of sentence: a report of what somebody said, and a definition. A CHECK cannot be changed in place, so
-- the values move to a new column of the same name.
ALTER TABLE sentences RENAME COLUMN checkability TO earlier;

ALTER TABLE sentences ADD COLUMN checkability TEXT NOT NULL DEFAULT 'checkable' CHECK (
    checkability IN (
        'checkable', 'reported', 'opinion', 'forecast', 'advice', 'question', 'instruction', 'definition', 'fragment',
        'boilerplate'
    )
);

UPDATE sentences SET checkability = earlier;

ALTER TABLE sentences DROP COLUMN earlier;

ALTER TABLE unchecked RENAME COLUMN kind TO earlier;

ALTER TABLE unchecked ADD COLUMN kind TEXT NOT NULL DEFAULT 'opinion' CHECK (
    kind IN (
        'checkable', 'reported', 'opinion', 'forecast', 'advice', 'question', 'instruction', 'definition', 'fragment',
        'boilerplate'
    )
);

UPDATE unchecked SET kind = earlier;

ALTER TABLE unchecked DROP COLUMN earlier;

-- What a claim's check-worthiness is made of, in order: {name, share, cue}; and whose words a claim is that is checked on
-- its own beside the report of it.
ALTER TABLE claims ADD COLUMN worth_parts TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(worth_parts));

ALTER TABLE claims ADD COLUMN attributed_to TEXT NOT NULL DEFAULT '';
