import { zstdDecompressSync } from 'node:zlib';
import { type SessionTelling, sessionOf } from '../../cloudtrail/records/index.ts';
import { Zstd } from '../parquet/index.ts';
import type { Database } from './database.ts';
import type { PackedSessions, SessionRow } from './model.ts';
import { bytes, type Row } from './row.ts';

const INSERT = 'INSERT INTO session_lists (sessions) VALUES (?)';
const ALL = 'SELECT sessions FROM session_lists ORDER BY id';

/**
 * Packs what events told of sessions for a commit; whoever finds them does, which need not be the thread that
 * commits. `tellings`: a JSON array of `SessionTelling`.
 */
export function packSessions(tellings: Uint8Array, zstd = new Zstd()): PackedSessions {
  return new Uint8Array(zstd.pack(tellings)) as PackedSessions;
}

/**
 * Temporary credentials, by their access key. What events tell of them is kept as it comes, one list a part, and read
 * and joined when it is asked for.
 */
export class SessionTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(lists: readonly PackedSessions[]): void {
    for (const list of lists) this.#database.run(INSERT, [list]);
  }

  list(): readonly SessionRow[] {
    const sessions = [...joinSessions(this.#read())];
    return sessions.sort((a, b) => (a.accessKeyId < b.accessKeyId ? -1 : 1));
  }

  /** What every event told, unjoined. */
  tellings(): readonly SessionRow[] {
    return [...this.#read()];
  }

  *#read(): Generator<SessionRow> {
    for (const row of this.#database.all(ALL)) yield* unpack(row);
  }
}

function* unpack(row: Row): Generator<SessionRow> {
  const { sessions } = row;
  // Lists of earlier versions are texts, and of sessions.
  if (typeof sessions === 'string') yield* JSON.parse(sessions) as SessionRow[];
  else {
    const text = zstdDecompressSync(bytes(row, 'sessions')).toString();
    for (const told of JSON.parse(text) as SessionTelling[]) {
      const session = sessionOf(told);
      if (session) yield session;
    }
  }
}

/** Two events may tell of one session, each a part of it: what is known stays, gaps are filled. */
export function joinSessions(tellings: Iterable<SessionRow>): readonly SessionRow[] {
  const byKey = new Map<string, SessionRow>();
  for (const session of tellings) {
    const known = byKey.get(session.accessKeyId);
    byKey.set(session.accessKeyId, known ? filled(known, session) : session);
  }
  return [...byKey.values()];
}

function filled(known: SessionRow, other: SessionRow): SessionRow {
  const facts = Object.entries(known).filter(([, fact]) => fact !== undefined);
  return { ...other, ...Object.fromEntries(facts) };
}
