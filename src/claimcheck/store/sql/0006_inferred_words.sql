-- Which words of a claim were inferred from the article around its sentence, and which it leaves open. `inferred` is a list
-- of {start, end, kind, said, source}: a span of the claim's text, and the words of the article that it rests on.
ALTER TABLE claims ADD COLUMN inferred TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(inferred));
ALTER TABLE claims ADD COLUMN unresolved TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(unresolved));
