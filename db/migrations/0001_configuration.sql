-- Configuration: no bucket, changed by people only, cached by the program (scale-out S4; contract 7, first block).
--
-- Types in all migrations are written so that PostgreSQL's follow word by word: INTEGER = bigint, INT = int or smallint,
-- TEXT = text, BLOB = bytea. Times end in _ms (epoch, UTC), days in _day; JSON is TEXT; _s is sealed, _h a keyed hash.

CREATE TABLE tenant (
    tenant_id  INTEGER NOT NULL PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    spread     INT NOT NULL CHECK (spread BETWEEN 1 AND 16384 AND (spread & (spread - 1)) = 0),
    generation INT NOT NULL,
    settings   TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE programme (
    tenant_id         INTEGER NOT NULL REFERENCES tenant (tenant_id),
    programme_id      INTEGER NOT NULL,
    code              TEXT NOT NULL,
    published_version INT NOT NULL DEFAULT 0,  -- 0 = nothing is published yet
    PRIMARY KEY (tenant_id, programme_id),
    UNIQUE (tenant_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE programme_version (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    version      INT NOT NULL CHECK (version > 0),
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- draft, published, superseded
    document     TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    author       TEXT NOT NULL,
    approver     TEXT NOT NULL DEFAULT '',
    published_ms INTEGER,
    PRIMARY KEY (tenant_id, programme_id, version),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT;

CREATE TABLE symbol (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    symbol_id    INT NOT NULL CHECK (symbol_id > 0),
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 9),  -- currency brand store rule reward coupon level challenge badge
    code         TEXT NOT NULL,
    PRIMARY KEY (tenant_id, programme_id, symbol_id),
    UNIQUE (tenant_id, programme_id, kind, code),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    tenant_id   INTEGER NOT NULL REFERENCES tenant (tenant_id),
    staff_id    INTEGER NOT NULL,
    login_h     BLOB NOT NULL CHECK (length(login_h) = 16),
    password    TEXT NOT NULL,
    totp_s      BLOB,
    role        TEXT NOT NULL,
    stores      TEXT NOT NULL DEFAULT '[]',
    own_members TEXT NOT NULL DEFAULT '[]',
    state       INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- active, blocked
    PRIMARY KEY (tenant_id, staff_id),
    UNIQUE (tenant_id, login_h)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    key_id       TEXT NOT NULL PRIMARY KEY,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    owner        TEXT NOT NULL,
    name         TEXT NOT NULL,
    secret_hash  BLOB NOT NULL CHECK (length(secret_hash) = 32),
    scopes       TEXT NOT NULL,
    stores       TEXT NOT NULL DEFAULT '[]',
    networks     TEXT NOT NULL DEFAULT '[]',
    expires_ms   INTEGER,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- active, revoked
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE product (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    sku          TEXT NOT NULL CHECK (sku <> ''),
    category     TEXT NOT NULL DEFAULT '',
    brand        TEXT NOT NULL DEFAULT '',
    name         TEXT NOT NULL DEFAULT '',
    unit_price   INTEGER CHECK (unit_price >= 0),  -- minor units
    state        INT NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 2),  -- listed, gone
    PRIMARY KEY (tenant_id, programme_id, sku),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT, WITHOUT ROWID;
