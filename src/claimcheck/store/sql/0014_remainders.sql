-- What of a sentence with claims is in none of them, a list of {anchor, checkability, reason, cue}.
ALTER TABLE sentences ADD COLUMN remainders TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(remainders));
