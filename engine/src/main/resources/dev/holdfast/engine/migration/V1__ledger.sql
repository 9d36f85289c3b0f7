-- The ledger. Floor: PostgreSQL 15. Tenant first in every unique key. Never edited after release.

-- Whose everything is. ---------------------------------------------------------------------------

CREATE TABLE tenant (
  id         text PRIMARY KEY CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE site (
  tenant_id  text NOT NULL REFERENCES tenant,
  id         text NOT NULL CHECK (id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE api_key (
  tenant_id              text NOT NULL REFERENCES tenant,
  id                     text NOT NULL,
  site_id                text,
  kind                   text NOT NULL CHECK (kind IN ('pk', 'sk')),
  -- The key itself is never stored.
  sha256                 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  origins                text[] NOT NULL DEFAULT '{}',
  items_per_second       int NOT NULL DEFAULT 0 CHECK (items_per_second >= 0),
  items_burst            int NOT NULL DEFAULT 0 CHECK (items_burst >= 0),
  rejected_bytes_per_day bigint NOT NULL DEFAULT 0 CHECK (rejected_bytes_per_day >= 0),
  created_at             timestamptz NOT NULL DEFAULT now(),
  revoked_at             timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
-- Two keys with one secret would be two answers to one question. Not tenant first: the secret is
-- what tells the tenant.
CREATE UNIQUE INDEX api_key_by_secret ON api_key (sha256);

-- What was recorded. -----------------------------------------------------------------------------

-- Its own ledger: partitioned by the UUIDv7 itself, the only partitioning whose primary key still
-- refuses an id for ever. Columns of fixed width first: 16 bytes a row saved by alignment.
CREATE TABLE event (
  id             uuid NOT NULL,
  received_at    timestamptz NOT NULL,
  recorded_at    timestamptz NOT NULL DEFAULT now(),
  position       bigint NOT NULL CHECK (position > 0),
  seq            bigint CHECK (seq > 0),
  at             timestamptz,
  device         uuid,
  session_id     uuid,
  epoch          int,
  tenant_id      text NOT NULL,
  site_id        text NOT NULL,
  type           text NOT NULL,
  key_id         text NOT NULL,
  correlation_id text NOT NULL,
  traceparent    text,
  data           text NOT NULL,
  PRIMARY KEY (tenant_id, id)
) PARTITION BY RANGE (id);

CREATE TABLE event_default PARTITION OF event DEFAULT;

-- For the search by correlation id. A btree on it would cost a third of the drain's speed; bloom
-- filters per 16 pages cost next to nothing to write, and one search reads about a byte per row.
CREATE INDEX event_by_correlation ON event
  USING brin (correlation_id text_bloom_ops (n_distinct_per_range = 500, false_positive_rate = 0.01))
  WITH (pages_per_range = 16, autosummarize = on);

-- Ids whose month of events was dropped: refused for ever all the same.
CREATE TABLE processed_id (
  tenant_id   text NOT NULL,
  id          uuid NOT NULL,
  site_id     text NOT NULL,
  type        text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- Ids below `floor` are looked up in processed_id too, and written there too.
CREATE TABLE retention (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  floor    uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
INSERT INTO retention DEFAULT VALUES;

CREATE VIEW processed_signals AS
  SELECT id, tenant_id, site_id, type, received_at FROM event
  UNION ALL
  SELECT id, tenant_id, site_id, type, received_at FROM processed_id p
   -- While a month is on its way out its ids stand in both.
   WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.tenant_id = p.tenant_id AND e.id = p.id);

-- How often an id came again. Noted for the search box only; nothing is decided by it.
CREATE TABLE repeat (
  tenant_id text NOT NULL,
  id        uuid NOT NULL,
  times     bigint NOT NULL CHECK (times > 0),
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE session (
  id        uuid NOT NULL,
  first_at  timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  events    bigint NOT NULL CHECK (events > 0),
  device    uuid,
  tenant_id text NOT NULL,
  site_id   text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (first_at <= last_at)
) PARTITION BY RANGE (id);

CREATE TABLE session_default PARTITION OF session DEFAULT;

-- What was kept apart. ---------------------------------------------------------------------------

CREATE TABLE quarantine (
  tenant_id      text NOT NULL,
  journal        uuid NOT NULL,
  epoch          int NOT NULL,
  position       bigint NOT NULL,
  -- More than one entry when a stretch of the journal was damaged.
  last_position  bigint NOT NULL,
  -- How many items the books count for it: none for a declaration.
  items          bigint NOT NULL CHECK (items >= 0),
  site_id        text,
  signal_id      text,
  device         uuid,
  device_epoch   int,
  seq            bigint,
  key_id         text,
  correlation_id text,
  received_at    timestamptz,
  quarantined_at timestamptz NOT NULL DEFAULT now(),
  code           text NOT NULL,
  reason         text NOT NULL,
  raw            bytea NOT NULL,
  PRIMARY KEY (tenant_id, journal, epoch, position),
  CHECK (last_position >= position)
);
-- For the search by id and by correlation id.
CREATE INDEX quarantine_by_signal ON quarantine (tenant_id, signal_id);
CREATE INDEX quarantine_by_correlation ON quarantine (tenant_id, correlation_id);
-- For the audit, which knows positions.
CREATE INDEX quarantine_by_position ON quarantine (journal, position);

-- How far each journal was carried. --------------------------------------------------------------

CREATE TABLE drain_position (
  journal    uuid PRIMARY KEY,
  -- Counts the times the drain had to begin again because the journal was set back.
  epoch      int NOT NULL DEFAULT 0 CHECK (epoch >= 0),
  position   bigint NOT NULL DEFAULT 0 CHECK (position >= 0),
  -- CRC32C of the entry at `position`: tells a journal that was set back.
  checksum   bigint,
  drained_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- Outboxes. --------------------------------------------------------------------------------------

-- One row per outbox and numbering. issued = recorded + parked + evicted + on device + unexplained.
CREATE TABLE device (
  tenant_id text NOT NULL,
  device    uuid NOT NULL,
  epoch     int NOT NULL,
  issued    bigint NOT NULL DEFAULT 0 CHECK (issued >= 0),
  oldest    bigint NOT NULL DEFAULT 0 CHECK (oldest >= 0),
  backlog   bigint,
  dead      bigint,
  recorded  int8multirange NOT NULL DEFAULT '{}',
  parked    int8multirange NOT NULL DEFAULT '{}',
  evicted   int8multirange NOT NULL DEFAULT '{}',
  -- Numbers no longer told apart, because the row may hold only so many ranges.
  blurred   bigint NOT NULL DEFAULT 0 CHECK (blurred >= 0),
  -- Numbers below `oldest` that nobody has seen.
  gaps      bigint NOT NULL DEFAULT 0 CHECK (gaps >= 0),
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, device, epoch)
) WITH (fillfactor = 70);
-- For the list of outboxes that miss something.
CREATE INDEX device_with_gaps ON device (tenant_id, gaps) WHERE gaps > 0;

-- How many numbers a set of ranges holds.
CREATE FUNCTION holdfast_size(int8multirange) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (SELECT coalesce(sum(upper(part) - lower(part)), 0)::bigint FROM unnest($1) AS part);

-- The row keeps its own figures, whoever writes it: the gaps below `oldest`, and never more than
-- about 64 ranges. A row that would hold more forgets the holes at its lower end and counts them as
-- blurred: no longer told apart, and not gaps any more.
CREATE FUNCTION holdfast_device_figures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ranges_bytes_max CONSTANT int := 1200;
  ranges_kept      CONSTANT int := 64;
  cut              bigint;
  seen             int8multirange;
BEGIN
  -- Not on INSERT: there the row may only be the proposal of an upsert.
  IF TG_OP = 'UPDATE' AND pg_column_size(NEW.recorded) + pg_column_size(NEW.parked) + pg_column_size(NEW.evicted)
     > ranges_bytes_max THEN
    seen := NEW.recorded + NEW.parked + NEW.evicted;
    SELECT lower(part) INTO cut
      FROM (SELECT part FROM unnest(NEW.recorded) AS part
            UNION ALL SELECT part FROM unnest(NEW.parked) AS part
            UNION ALL SELECT part FROM unnest(NEW.evicted) AS part) AS parts
     ORDER BY lower(part) DESC OFFSET ranges_kept LIMIT 1;
    IF cut IS NOT NULL THEN
      NEW.blurred := NEW.blurred + holdfast_size(int8multirange(int8range(1, cut)) - seen);
      NEW.recorded := NEW.recorded + int8multirange(int8range(1, cut));
      NEW.parked := NEW.parked - int8multirange(int8range(1, cut));
      NEW.evicted := NEW.evicted - int8multirange(int8range(1, cut));
    END IF;
  END IF;
  NEW.gaps := 0;
  IF NEW.oldest > 1 AND NOT NEW.recorded @> int8range(1, NEW.oldest) THEN
    NEW.gaps := holdfast_size(
      int8multirange(int8range(1, NEW.oldest)) - NEW.recorded - NEW.parked - NEW.evicted);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER device_figures BEFORE INSERT OR UPDATE ON device
  FOR EACH ROW EXECUTE FUNCTION holdfast_device_figures();

CREATE TABLE device_evicted (
  tenant_id   text NOT NULL,
  device      uuid NOT NULL,
  epoch       int NOT NULL,
  from_seq    bigint NOT NULL,
  to_seq      bigint NOT NULL,
  class       text NOT NULL,
  reason      text NOT NULL,
  declared_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, device, epoch, from_seq, to_seq),
  CHECK (from_seq <= to_seq)
);

-- Books. -----------------------------------------------------------------------------------------

-- Append-only: one row per batch, tenant and account, in the batch's own transaction.
CREATE TABLE book_entry (
  tenant_id text NOT NULL,
  journal   uuid NOT NULL,
  epoch     int NOT NULL,
  position  bigint NOT NULL,
  account   text NOT NULL
    CHECK (account IN ('acknowledged', 'rejected', 'damaged', 'recorded', 'duplicate', 'quarantined')),
  delta     bigint NOT NULL,
  at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, journal, epoch, position, account)
);

-- Entries rolled up by day, moved here in one statement; a total is both together.
CREATE TABLE book_day (
  tenant_id text NOT NULL,
  day       date NOT NULL,
  account   text NOT NULL,
  total     bigint NOT NULL,
  PRIMARY KEY (tenant_id, day, account)
) WITH (fillfactor = 70);

CREATE VIEW book AS
  SELECT tenant_id, account, sum(total)::bigint AS total
    FROM (SELECT tenant_id, account, delta AS total FROM book_entry
          UNION ALL
          SELECT tenant_id, account, total FROM book_day) AS page
   GROUP BY tenant_id, account;

CREATE TABLE audit_position (
  journal  uuid PRIMARY KEY,
  epoch    int NOT NULL,
  position bigint NOT NULL
);

-- What the auditor could not account for. A row stays when it is explained later.
CREATE TABLE audit_finding (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id    text NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('missing', 'gap', 'recount')),
  journal      uuid,
  position     bigint,
  signal_id    uuid,
  items        bigint NOT NULL CHECK (items > 0),
  detail       text NOT NULL,
  found_at     timestamptz NOT NULL DEFAULT now(),
  explained_at timestamptz
);
-- For the figure `unexplained` and for looking at open findings again.
CREATE INDEX audit_finding_open ON audit_finding (tenant_id, kind) WHERE explained_at IS NULL;
