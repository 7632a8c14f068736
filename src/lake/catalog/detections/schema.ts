/** Matches, alerts and what is to be sent of them. Times: ts in microseconds, all others in milliseconds. */
export const DETECTIONS = `
-- Rules by number, since matches are many. facts: what is shown of the rule, as JSON. version and last_commit are NULL
-- until the rule has seen a commit.
CREATE TABLE rule_marks (
  number INTEGER PRIMARY KEY,
  rule TEXT NOT NULL UNIQUE,
  facts TEXT,
  version TEXT,
  last_commit INTEGER
) STRICT;

CREATE TABLE matches (
  id INTEGER PRIMARY KEY,
  rule INTEGER NOT NULL,
  event_key TEXT NOT NULL,
  ts INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  event_source TEXT,
  event_name TEXT,
  account TEXT,
  region TEXT,
  error_code TEXT,
  source_address TEXT,
  user_agent TEXT,
  principal TEXT,
  actor TEXT,
  system TEXT,
  fields TEXT NOT NULL,
  alert_id TEXT,
  suppression_id TEXT,
  found_at INTEGER NOT NULL,
  UNIQUE (rule, event_key)
) STRICT;
CREATE INDEX matches_alert ON matches (alert_id, ts) WHERE alert_id IS NOT NULL;
CREATE INDEX matches_suppression ON matches (suppression_id) WHERE suppression_id IS NOT NULL;

CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  group_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'open', 'acknowledged', 'closed', 'snoozed')),
  close_reason TEXT,
  snoozed_until INTEGER,
  severity TEXT NOT NULL,
  severity_reason TEXT,
  score INTEGER NOT NULL,
  first_ts INTEGER NOT NULL,
  last_ts INTEGER NOT NULL CHECK (last_ts >= first_ts),
  count INTEGER NOT NULL CHECK (count > 0),
  account TEXT,
  actor TEXT,
  system TEXT,
  details TEXT NOT NULL,
  messages INTEGER NOT NULL,
  told_count INTEGER NOT NULL,
  opened_at INTEGER,
  acknowledged_at INTEGER,
  closed_at INTEGER,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX alerts_group ON alerts (rule, group_key, first_ts);
-- The inbox: the worst first, of them the latest.
CREATE INDEX alerts_state ON alerts (state, score DESC, last_ts DESC);

CREATE TABLE alert_changes (
  alert_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT,
  note TEXT,
  PRIMARY KEY (alert_id, revision, what)
) STRICT, WITHOUT ROWID;

CREATE TABLE suppressions (
  id TEXT PRIMARY KEY,
  rules TEXT NOT NULL,
  condition TEXT NOT NULL,
  reason TEXT NOT NULL,
  owner TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER,
  removed_at INTEGER,
  removed_by TEXT
) STRICT;

CREATE TABLE outbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  sink TEXT NOT NULL,
  message_id TEXT NOT NULL,
  alert_id TEXT NOT NULL,
  step TEXT NOT NULL,
  severity TEXT NOT NULL,
  rank INTEGER NOT NULL,
  digest TEXT,
  payload TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'dead', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  since INTEGER,
  due_at INTEGER NOT NULL,
  reason TEXT,
  answer TEXT,
  UNIQUE (sink, message_id)
) STRICT;
CREATE INDEX outbox_queue ON outbox (sink, due_at, number) WHERE state = 'queued';
CREATE INDEX outbox_thread ON outbox (sink, alert_id, digest, number) WHERE state = 'queued';
CREATE INDEX outbox_rank ON outbox (rank, number) WHERE state = 'queued';
CREATE INDEX outbox_lost ON outbox (sink, state) WHERE state IN ('dead', 'dropped');

CREATE TABLE outbox_memos (
  alert_id TEXT NOT NULL,
  sink TEXT NOT NULL,
  memo TEXT NOT NULL,
  PRIMARY KEY (alert_id, sink)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_pauses (sink TEXT PRIMARY KEY, reason TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE terms (
  rule INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  first_ts INTEGER NOT NULL,
  last_ts INTEGER NOT NULL,
  event_key TEXT NOT NULL,
  PRIMARY KEY (rule, key, value)
) STRICT, WITHOUT ROWID;
`;

/** answered_at: when what was missed came after all, late. decided_ts: up to when a rule has decided that waits. */
export const LATE_ANSWERS = `
ALTER TABLE matches ADD COLUMN answered_at INTEGER;
ALTER TABLE rule_marks ADD COLUMN decided_ts INTEGER;
`;

/** Of rules of SQL: when each was asked last, and up to which time of events. */
export const ASKED_RULES = `
ALTER TABLE rule_marks ADD COLUMN asked_at INTEGER;
ALTER TABLE rule_marks ADD COLUMN asked_ts INTEGER;
`;

/**
 * Matches that only correlations and rules of absence read, apart from those of alerts: event holds what is needed of the
 * event, as JSON. Rules without facts have raised no alert: what was stored of them belongs here.
 */
export const COUNTED = `
CREATE TABLE counted (
  rule INTEGER NOT NULL,
  event_key TEXT NOT NULL,
  ts INTEGER NOT NULL,
  event TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (rule, event_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX counted_time ON counted (rule, ts);
INSERT INTO counted
  SELECT m.rule, m.event_key, m.ts, json_patch('{}', json_object(
    'eventId', m.event_id, 'account', m.account, 'region', m.region, 'eventSource', m.event_source,
    'eventName', m.event_name, 'errorCode', m.error_code, 'sourceAddress', m.source_address,
    'userAgent', m.user_agent, 'principal', m.principal, 'actor', m.actor, 'system', m.system,
    'fields', json(m.fields))), m.found_at
  FROM matches m JOIN rule_marks r ON r.number = m.rule
  WHERE r.facts IS NULL AND m.alert_id IS NULL AND m.suppression_id IS NULL AND m.answered_at IS NULL;
DELETE FROM matches WHERE alert_id IS NULL AND suppression_id IS NULL
  AND rule IN (SELECT number FROM rule_marks WHERE facts IS NULL);
`;

/** When the first event of each account was; counters say under account_starts which commit was the last looked at. */
export const ACCOUNT_STARTS = `
CREATE TABLE account_starts (account TEXT PRIMARY KEY, start_ts INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

/** When a rule was there first; staged_at: since when it is tried, NULL where it is not. */
export const STAGED_RULES = `
ALTER TABLE rule_marks ADD COLUMN seen_at INTEGER;
ALTER TABLE rule_marks ADD COLUMN staged_at INTEGER;
`;
