-- Both SQLite and PostgreSQL take this. Times are milliseconds since 1970, bodies are JSON. `reviewer` is empty where a row
-- belongs to everybody.
CREATE TABLE looks (
    host TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    customer TEXT NOT NULL,
    first_seen BIGINT NOT NULL,
    looked_at BIGINT NOT NULL,
    digest TEXT NOT NULL,
    imprint TEXT NOT NULL,
    PRIMARY KEY (host, customer, reviewer)
);

CREATE TABLE seen (
    host TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    customer TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    imprint TEXT NOT NULL,
    PRIMARY KEY (host, customer, reviewer)
);

CREATE TABLE events (
    id TEXT NOT NULL,
    host TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    customer TEXT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (host, customer, at, id)
);

CREATE TABLE preferences (
    host TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (host, reviewer, name)
);

CREATE TABLE told (
    host TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (host, reviewer)
);
