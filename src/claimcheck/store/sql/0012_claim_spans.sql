-- The pieces of the article that a claim's words come from, a list of {start, end, quote}.
ALTER TABLE claims ADD COLUMN spans TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(spans));
