-- Who wrote an article, and where on its page each sentence stands.
ALTER TABLE articles ADD COLUMN author TEXT NOT NULL DEFAULT '';

ALTER TABLE sentences ADD COLUMN part TEXT NOT NULL DEFAULT 'body' CHECK (
    part IN (
        'headline', 'standfirst', 'heading', 'body', 'list item', 'block quote', 'caption', 'table row', 'furniture'
    )
);
ALTER TABLE sentences ADD COLUMN section TEXT NOT NULL DEFAULT '';
ALTER TABLE sentences ADD COLUMN page INTEGER CHECK (page >= 1);
