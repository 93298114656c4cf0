-- What people entered is asked for by its kind, of all customers.
CREATE INDEX events_by_kind ON events (host, kind, at);
