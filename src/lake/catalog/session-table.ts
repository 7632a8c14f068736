import { type Database, type Insertion, inGroups, type Value } from './database.ts';
import type { SessionRow } from './model.ts';
import { clampMicros, optionalInteger, optionalText, type Row, text } from './row.ts';

const COLUMNS = [
  'event_id',
  'event_name',
  'principal_arn',
  'parent_access_key_id',
  'issued_at',
  'expires_at',
  'source_address',
  'user_agent',
  'source_identity',
  'role_session_name',
  'tags',
  'origin',
  'account',
  'region',
] as const;

// Two events may tell of one session, each a part of it: what is known stays, gaps are filled.
const MERGE: Insertion = {
  into: `INSERT INTO sessions (access_key_id, ${COLUMNS.join(', ')})`,
  columns: COLUMNS.length + 1,
  onConflict: `ON CONFLICT DO UPDATE SET
    ${COLUMNS.map((column) => `${column} = coalesce(${column}, excluded.${column})`).join(', ')}`,
};

/** Temporary credentials, by their access key. */
export class SessionTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  merge(sessions: readonly SessionRow[]): void {
    for (const group of inGroups(sessions)) this.#database.insert(MERGE, group.map(values));
  }

  get(accessKeyId: string): SessionRow | undefined {
    const row = this.#database.get('SELECT * FROM sessions WHERE access_key_id = ?', [accessKeyId]);
    return row && toSession(row);
  }

  list(): readonly SessionRow[] {
    return this.#database.all('SELECT * FROM sessions ORDER BY access_key_id').map(toSession);
  }
}

function values(session: SessionRow): readonly Value[] {
  return [
    session.accessKeyId,
    session.eventId,
    session.eventName,
    session.principalArn,
    session.parentAccessKeyId,
    clampMicros(session.issuedAt),
    clampMicros(session.expiresAt),
    session.sourceAddress,
    session.userAgent,
    session.sourceIdentity,
    session.roleSessionName,
    session.tags,
    session.origin,
    session.account,
    session.region,
  ];
}

function toSession(row: Row): SessionRow {
  return {
    accessKeyId: text(row, 'access_key_id'),
    eventId: optionalText(row, 'event_id'),
    eventName: optionalText(row, 'event_name'),
    principalArn: optionalText(row, 'principal_arn'),
    parentAccessKeyId: optionalText(row, 'parent_access_key_id'),
    issuedAt: optionalInteger(row, 'issued_at'),
    expiresAt: optionalInteger(row, 'expires_at'),
    sourceAddress: optionalText(row, 'source_address'),
    userAgent: optionalText(row, 'user_agent'),
    sourceIdentity: optionalText(row, 'source_identity'),
    roleSessionName: optionalText(row, 'role_session_name'),
    tags: optionalText(row, 'tags'),
    origin: optionalText(row, 'origin'),
    account: optionalText(row, 'account'),
    region: optionalText(row, 'region'),
  };
}
