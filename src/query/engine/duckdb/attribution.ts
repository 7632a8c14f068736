import type { DuckDBConnection } from '@duckdb/node-api';
import { ATTRIBUTED } from '../../sql/index.ts';
import type { AttributedTo, CallAttribution, LakeSnapshot } from '../engine.ts';
import type { ScannedTable } from './scan.ts';

const CALLERS = 'tg_callers';
const ISSUING = 'tg_issuing';
const ACTORS = 'tg_actors';
/** The columns of the first two tables behind their key. */
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
    LEFT JOIN ${ISSUING} AS i ON i.key = CASE WHEN p.eventsource = 'sts.amazonaws.com' THEN p.eventid END`;
const ACTOR_JOIN = `LEFT JOIN ${ACTORS} AS a ON a.key = p.useridentity_accesskeyid`;

const either = (name: string) => `coalesce(i.${name}, c.${name})`;
/** Who is nobody's session acts for himself. */
const OWN = `CASE WHEN p.useridentity_type = 'AssumedRole'
    AND starts_with(p.useridentity_sessioncontext_sessionissuer_username, 'AWSReservedSSO_')
    THEN array_extract(string_split(p.useridentity_arn, '/'), -1) END,
  p.useridentity_arn, p.useridentity_invokedby, p.useridentity_username, p.useridentity_principalid, p.useridentity_credentialid`;
const VALUES: Readonly<Record<(typeof ATTRIBUTED)[number][0], string>> = {
  system: `coalesce(i.system, c.system, 'Unknown')`,
  component: either('component'),
  confidence: `coalesce(i.confidence, c.confidence, 'unknown')`,
  system_reason: either('system_reason'),
  team: either('team'),
  environment: either('environment'),
  actor: `coalesce(a.actor, ${OWN})`,
};

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
      known ??= attribution?.() ?? { callers: [], issuing: [], actors: [] };
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
    const { callers, issuing } = this.#known();
    const columns = NAMES.map((name) => `${name} VARCHAR`).join(', ');
    await this.#fill(CALLERS, `key BIGINT, ${columns}`, callers, valuesOf);
    await this.#fill(ISSUING, `key VARCHAR, ${columns}`, issuing, valuesOf);
  }

  async #makeActors(): Promise<void> {
    const { actors } = this.#known();
    await this.#fill(ACTORS, 'key VARCHAR, actor VARCHAR', actors, (actor) => [actor]);
  }

  async #fill<Value>(
    table: string,
    columns: string,
    rows: Iterable<readonly [key: bigint | string, value: Value]>,
    texts: (value: Value) => readonly (string | undefined)[],
  ): Promise<void> {
    await this.#connection.run(`CREATE OR REPLACE TABLE ${table} (${columns})`);
    const appender = await this.#connection.createAppender(table);
    for (const [key, value] of rows) {
      if (typeof key === 'bigint') appender.appendBigInt(key);
      else appender.appendVarchar(key);
      for (const text of texts(value)) {
        if (text === undefined) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.endRow();
    }
    appender.closeSync();
  }
}

function valuesOf(who: AttributedTo): readonly (string | undefined)[] {
  return [who.system, who.component, who.confidence, who.reason, who.team, who.environment];
}
