-- Since when anything is remembered is asked for without reading the looks, which are long.
CREATE INDEX looks_by_first_seen ON looks (host, reviewer, first_seen);
