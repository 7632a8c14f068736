import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { ATTRIBUTED } from '../../sql/index.ts';
import type { AttributionAnswer, CallAttribution, LakeSnapshot } from '../engine.ts';
import type { ScannedTable } from './scan.ts';

const CALLERS = 'tg_callers';
const ISSUING = 'tg_issuing';
const ANSWERS = 'tg_answers';
const ACTORS = 'tg_actors';
/** The columns of an answer behind its number. */
const NAMES = [
  'system',
  'component',
  'confidence',
  'system_reason',
  'team',
  'environment',
] as const;

/**
 * Rows with those of the columns `$system` .. `$actor` of `calls` that are used. A call that handed credentials out says
 * more of itself than its caller does; only STS hands them out.
 */
export function withAttribution(rows: string, used: ReadonlySet<string>): string {
  const names = ATTRIBUTED.map(([name]) => name).filter((name) => used.has(name));
  if (names.length === 0) return rows;
  const items = names.map((name) => `${VALUES[name]} AS "$${name}"`).join(', ');
  const callers = names.some((name) => name !== 'actor') ? CALLER_JOINS : '';
  const actors = names.includes('actor') ? ACTOR_JOIN : '';
  return `(SELECT p.*, ${items} FROM ${rows} AS p ${callers} ${actors})`;
}

const CALLER_JOINS = `LEFT JOIN ${CALLERS} AS c ON c.key = p.caller_id
    LEFT JOIN ${ISSUING} AS i ON i.key = CASE WHEN p.eventsource = 'sts.amazonaws.com' THEN p.eventid END
    LEFT JOIN ${ANSWERS} AS n ON n.number = coalesce(i.answer, c.answer)`;
const ACTOR_JOIN = `LEFT JOIN ${ACTORS} AS a ON a.key = p.useridentity_accesskeyid`;

/** Who is nobody's session acts for himself. */
const OWN = `CASE WHEN p.useridentity_type = 'AssumedRole'
    AND starts_with(p.useridentity_sessioncontext_sessionissuer_username, 'AWSReservedSSO_')
    THEN array_extract(string_split(p.useridentity_arn, '/'), -1) END,
  p.useridentity_arn, p.useridentity_invokedby, p.useridentity_username, p.useridentity_principalid, p.useridentity_credentialid`;
const VALUES: Readonly<Record<(typeof ATTRIBUTED)[number][0], string>> = {
  system: `coalesce(n.system, 'Unknown')`,
  component: 'n.component',
  confidence: `coalesce(n.confidence, 'unknown')`,
  system_reason: 'n.system_reason',
  team: 'n.team',
  environment: 'n.environment',
  actor: `coalesce(a.actor, ${OWN})`,
};

const NOBODY: CallAttribution = { answers: [], callers: [], issuing: [], actors: [] };

/** Tables of who is behind callers, each made for the first query that asks something of it. */
export class AttributionTables {
  readonly #connection: DuckDBConnection;
  readonly #known: () => CallAttribution;
  #named: Promise<void> | undefined;
  #actors: Promise<void> | undefined;

  constructor(connection: DuckDBConnection, { attribution }: LakeSnapshot) {
    this.#connection = connection;
    let known: CallAttribution | undefined;
    this.#known = () => {
      known ??= attribution?.() ?? NOBODY;
      return known;
    };
  }

  async provide(scans: readonly ScannedTable[]): Promise<void> {
    const used = scans
      .filter(({ table }) => table.table.shape === 'calls')
      .flatMap(({ table }) => ATTRIBUTED.filter(([name]) => table.columns.has(name)));
    // One after the other: they are made on one connection.
    if (used.some(([name]) => name !== 'actor')) this.#named ??= this.#makeNamed();
    await this.#named;
    if (used.some(([name]) => name === 'actor')) this.#actors ??= this.#makeActors();
    await this.#actors;
  }

  async #makeNamed(): Promise<void> {
    const { answers, callers, issuing } = this.#known();
    const keyed = function* (rows: Iterable<readonly [bigint | string, number, string?]>) {
      for (const [key, answer] of rows) yield [key, answer] as const;
    };
    await this.#fill(CALLERS, 'key BIGINT, answer INTEGER', keyed(callers));
    await this.#fill(ISSUING, 'key VARCHAR, answer INTEGER', issuing);
    const columns = NAMES.map((name) => `${name} VARCHAR`).join(', ');
    await this.#fill(ANSWERS, `number INTEGER, ${columns}`, answers.map(rowOf));
  }

  async #makeActors(): Promise<void> {
    await this.#fill(ACTORS, 'key VARCHAR, actor VARCHAR', this.#known().actors);
  }

  async #fill(table: string, columns: string, rows: Iterable<readonly Cell[]>): Promise<void> {
    await this.#connection.run(`CREATE OR REPLACE TABLE ${table} (${columns})`);
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      for (const cell of row) append(appender, cell);
      appender.endRow();
    }
    appender.closeSync();
  }
}

/** The number of an answer and `NAMES`. */
function rowOf(answer: AttributionAnswer, number: number): readonly Cell[] {
  const { system, component, confidence, reason, team, environment } = answer;
  return [number, system, component, confidence, reason, team, environment];
}

type Cell = bigint | number | string | undefined;

function append(appender: DuckDBAppender, cell: Cell): void {
  if (cell === undefined) appender.appendNull();
  else if (typeof cell === 'bigint') appender.appendBigInt(cell);
  else if (typeof cell === 'number') appender.appendInteger(cell);
  else appender.appendVarchar(cell);
}
