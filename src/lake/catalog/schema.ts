import {
  ACCOUNT_STARTS,
  ASKED_RULES,
  COUNTED,
  DETECTIONS,
  LATE_ANSWERS,
  STAGED_RULES,
} from './detections/schema.ts';

// Times: *_ts in microseconds; *_at, first_seen and last_collected in milliseconds.
const FIRST = `
PRAGMA application_id = 1413958723;

CREATE TABLE commits (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  objects INTEGER NOT NULL
) STRICT;

CREATE TABLE parts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows > 0),
  bytes INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL,
  min_ts INTEGER NOT NULL,
  max_ts INTEGER NOT NULL CHECK (max_ts >= min_ts),
  added_at INTEGER NOT NULL,
  added_by INTEGER NOT NULL,
  removed_at INTEGER,
  removed_by INTEGER
) STRICT;
-- Most queries ask for the last days: max_ts >= ? leaves just these.
CREATE INDEX parts_live ON parts (kind, max_ts) WHERE removed_by IS NULL;

CREATE TABLE trails (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  first_seen INTEGER NOT NULL,
  last_collected INTEGER
) STRICT;

CREATE TABLE objects (
  id INTEGER PRIMARY KEY,
  trail_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  etag TEXT NOT NULL,
  size INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('committed', 'quarantined', 'skipped')),
  reason TEXT,
  rows INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL,
  account TEXT,
  region TEXT,
  day TEXT,
  min_ts INTEGER,
  max_ts INTEGER,
  seen_at INTEGER NOT NULL,
  UNIQUE (trail_id, key, etag)
) STRICT;

-- Sums over objects, kept by each commit: a count over a large ledger takes seconds.
CREATE TABLE tallies (
  trail_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  objects INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  PRIMARY KEY (trail_id, kind, status)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY,
  object_id INTEGER NOT NULL,
  trail TEXT NOT NULL,
  key TEXT NOT NULL,
  etag TEXT NOT NULL,
  record_index INTEGER,
  byte_start INTEGER,
  byte_end INTEGER,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'resolved')),
  resolved_at INTEGER,
  -- Last, so that a listing does not read through it.
  raw BLOB
) STRICT;
CREATE INDEX quarantine_open ON quarantine (trail, key) WHERE state = 'open';

CREATE TABLE callers (
  caller_id INTEGER PRIMARY KEY,
  user_agent TEXT,
  principal_arn TEXT,
  type TEXT,
  invoked_by TEXT,
  console INTEGER NOT NULL,
  events INTEGER NOT NULL,
  first_ts INTEGER NOT NULL,
  last_ts INTEGER NOT NULL
) STRICT;

-- Rows in the order in which they come, found by an index: keyed by the random access key itself, each commit
-- would touch as many pages as it has sessions.
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  access_key_id TEXT NOT NULL UNIQUE,
  event_id TEXT,
  event_name TEXT,
  principal_arn TEXT,
  parent_access_key_id TEXT,
  issued_at INTEGER,
  expires_at INTEGER,
  source_address TEXT,
  user_agent TEXT,
  source_identity TEXT,
  role_session_name TEXT,
  tags TEXT,
  origin TEXT,
  account TEXT,
  region TEXT
) STRICT;

CREATE TABLE id_index (
  kind TEXT NOT NULL,
  day TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (kind, day)
) STRICT, WITHOUT ROWID;

-- object_id: the first that no committed row can carry.
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('object_id', 1);
`;

// Lists as the decoder packs them, one a part: an index of the random access keys would touch as many pages in each
// commit as it has sessions, and whoever asks for sessions reads them all.
const SESSION_LISTS = `
CREATE TABLE session_lists (id INTEGER PRIMARY KEY, sessions TEXT NOT NULL) STRICT;
-- json_patch leaves out what is NULL.
INSERT INTO session_lists (sessions)
  SELECT json_group_array(json_patch('{}', json_object(
    'accessKeyId', access_key_id, 'eventId', event_id, 'eventName', event_name,
    'principalArn', principal_arn, 'parentAccessKeyId', parent_access_key_id,
    'issuedAt', issued_at, 'expiresAt', expires_at, 'sourceAddress', source_address,
    'userAgent', user_agent, 'sourceIdentity', source_identity,
    'roleSessionName', role_session_name, 'tags', tags, 'origin', origin,
    'account', account, 'region', region)))
  FROM sessions;
DROP TABLE sessions;
`;

/** When an object was written, in milliseconds, as its storage said. */
const MODIFIED = 'ALTER TABLE objects ADD COLUMN modified_at INTEGER';

/** A query for the ids of events that a suppression hides. */
const SUPPRESSION_SQL = 'ALTER TABLE suppressions ADD COLUMN sql TEXT';

/** What is forgotten after a while is found by its time. */
const OUTBOX_SETTLED =
  "CREATE INDEX outbox_settled ON outbox (due_at) WHERE state IN ('done', 'dropped')";

/** The last commit that saw a caller: the row is written by it anyway, and an index would be too. */
export const CHANGED_CALLERS =
  'ALTER TABLE callers ADD COLUMN changed_by INTEGER NOT NULL DEFAULT 0';

/** Lists of what events told of sessions, compressed. Those that were there stay the texts that they are. */
const PACKED_SESSIONS = `
CREATE TABLE packed_lists (id INTEGER PRIMARY KEY, sessions ANY NOT NULL) STRICT;
INSERT INTO packed_lists SELECT id, sessions FROM session_lists;
DROP TABLE session_lists;
ALTER TABLE packed_lists RENAME TO session_lists;
`;

/**
 * Folders of objects, and what their keys say, once: with whole keys in rows and in their index an object took 600 bytes,
 * and takes 300.
 */
export const PLACES = `
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  trail_id INTEGER NOT NULL,
  folder TEXT NOT NULL,
  kind TEXT NOT NULL,
  account TEXT,
  region TEXT,
  day TEXT
) STRICT;
INSERT INTO places (trail_id, folder, kind, account, region, day)
  SELECT DISTINCT trail_id, folder_of(key), kind, account, region, day FROM objects;
CREATE INDEX places_by_folder ON places (trail_id, folder);

CREATE TABLE placed_objects (
  id INTEGER PRIMARY KEY,
  place_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  etag TEXT NOT NULL,
  size INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('committed', 'quarantined', 'skipped')),
  reason TEXT,
  rows INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL,
  min_ts INTEGER,
  max_ts INTEGER,
  seen_at INTEGER NOT NULL,
  modified_at INTEGER,
  UNIQUE (place_id, name, etag)
) STRICT;
INSERT INTO placed_objects
  SELECT o.id, p.id, substr(o.key, length(p.folder) + 1), o.etag, o.size, o.status, o.reason,
    o.rows, o.duplicates, o.rejected, o.raw_bytes, o.min_ts, o.max_ts, o.seen_at, o.modified_at
  FROM objects AS o CROSS JOIN places AS p
  ON p.trail_id = o.trail_id AND p.folder = folder_of(o.key)
  AND p.kind = o.kind AND p.account IS o.account AND p.region IS o.region AND p.day IS o.day
  ORDER BY o.id;
DROP TABLE objects;
ALTER TABLE placed_objects RENAME TO objects;
`;

/** Says that a SQLite file is a catalog of ours: "TGLC". */
export const APPLICATION_ID = 1413958723;

/** Step n brings a catalog from schema version n to n + 1. Steps are only ever appended. `folder_of` is `splitKey`'s. */
export const MIGRATIONS: readonly string[] = [
  FIRST,
  SESSION_LISTS,
  MODIFIED,
  DETECTIONS,
  SUPPRESSION_SQL,
  OUTBOX_SETTLED,
  LATE_ANSWERS,
  ASKED_RULES,
  STAGED_RULES,
  COUNTED,
  ACCOUNT_STARTS,
  CHANGED_CALLERS,
  PACKED_SESSIONS,
  PLACES,
];
