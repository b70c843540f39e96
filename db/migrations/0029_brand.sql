-- How a programme looks on its card, beside its versions: a new colour publishes nothing (docs/adr/0048).
CREATE TABLE look (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    document     TEXT NOT NULL,              -- JSON: name shown, colour, blocks, welcome, pictures
    author       TEXT NOT NULL,
    changed_ms   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, programme_id),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT;

-- The logo as it was drawn anew (docs/adr/0049), and what its colours are.
CREATE TABLE look_logo (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    width        INT NOT NULL CHECK (width BETWEEN 1 AND 1024),
    height       INT NOT NULL CHECK (height BETWEEN 1 AND 512),
    ink          TEXT NOT NULL,              -- "#1b6e46": the mean of what is seen
    border       TEXT NOT NULL,              -- the mean of its outermost pixels
    is_solid     INT NOT NULL CHECK (is_solid IN (0, 1)),
    png          BLOB NOT NULL,
    png_hash     BLOB NOT NULL CHECK (length(png_hash) = 32),  -- SHA-256
    author       TEXT NOT NULL,
    changed_ms   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, programme_id),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT;
