import type { Database } from './database.ts';
import type { PackedSessions, SessionRow } from './model.ts';
import { text } from './row.ts';

const INSERT = 'INSERT INTO session_lists (sessions) VALUES (?)';
const ALL = 'SELECT sessions FROM session_lists ORDER BY id';
const NAMING = 'SELECT sessions FROM session_lists WHERE instr(sessions, ?) > 0 ORDER BY id';

/** Sessions for a commit; made by whoever finds them, which need not be the thread that commits. */
export function packSessions(sessions: readonly SessionRow[]): PackedSessions {
  return JSON.stringify(sessions) as PackedSessions;
}

/** Temporary credentials, by their access key. Lists are kept as they come, and joined when they are asked for. */
export class SessionTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(lists: readonly PackedSessions[]): void {
    for (const list of lists) this.#database.run(INSERT, [list]);
  }

  get(accessKeyId: string): SessionRow | undefined {
    const quoted = JSON.stringify(accessKeyId);
    return joined(this.#read(NAMING, [quoted])).get(accessKeyId);
  }

  list(): readonly SessionRow[] {
    const sessions = [...joinSessions(this.#read(ALL))];
    return sessions.sort((a, b) => (a.accessKeyId < b.accessKeyId ? -1 : 1));
  }

  /** What every event told, unjoined. */
  tellings(): readonly SessionRow[] {
    return [...this.#read(ALL)];
  }

  *#read(sql: string, values: readonly string[] = []): Generator<SessionRow> {
    for (const row of this.#database.all(sql, values)) {
      yield* JSON.parse(text(row, 'sessions')) as SessionRow[];
    }
  }
}

/** Two events may tell of one session, each a part of it: what is known stays, gaps are filled. */
export function joinSessions(tellings: Iterable<SessionRow>): readonly SessionRow[] {
  return [...joined(tellings).values()];
}

function joined(sessions: Iterable<SessionRow>): ReadonlyMap<string, SessionRow> {
  const byKey = new Map<string, SessionRow>();
  for (const session of sessions) {
    const { accessKeyId } = session;
    byKey.set(accessKeyId, { ...session, ...byKey.get(accessKeyId) });
  }
  return byKey;
}
