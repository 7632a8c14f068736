import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { ATTRIBUTED } from '../../sql/index.ts';
import type { AttributedTo, LakeSnapshot } from '../engine.ts';
import type { ScannedTable } from './scan.ts';

const CALLERS = 'tg_callers';
const ISSUING = 'tg_issuing';
const ACTORS = 'tg_actors';
/** What the first two tables name by a number: many callers share an answer. */
const ANSWERS = 'tg_answers';
/** The columns of an answer, in the order of its texts. */
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

const CALLER_JOINS = `LEFT JOIN ${CALLERS} AS k ON k.key = p.caller_id
    LEFT JOIN ${ISSUING} AS j ON j.key = CASE WHEN p.eventsource = 'sts.amazonaws.com' THEN p.eventid END
    LEFT JOIN ${ANSWERS} AS c ON c.number = coalesce(j.answer, k.answer)`;
const ACTOR_JOIN = `LEFT JOIN ${ACTORS} AS a ON a.key = p.useridentity_accesskeyid`;

/** Who is nobody's session acts for himself. */
const OWN = `CASE WHEN p.useridentity_type = 'AssumedRole'
    AND starts_with(p.useridentity_sessioncontext_sessionissuer_username, 'AWSReservedSSO_')
    THEN array_extract(string_split(p.useridentity_arn, '/'), -1) END,
  p.useridentity_arn, p.useridentity_invokedby, p.useridentity_username, p.useridentity_principalid, p.useridentity_credentialid`;
const VALUES: Readonly<Record<(typeof ATTRIBUTED)[number][0], string>> = {
  system: `coalesce(c.system, 'Unknown')`,
  component: 'c.component',
  confidence: `coalesce(c.confidence, 'unknown')`,
  system_reason: 'c.system_reason',
  team: 'c.team',
  environment: 'c.environment',
  actor: `coalesce(a.actor, ${OWN})`,
};

/** Tables of who is behind callers, made for the first query over `calls`. */
export class AttributionTables {
  readonly #connection: DuckDBConnection;
  readonly #snapshot: LakeSnapshot;
  #made: Promise<void> | undefined;

  constructor(connection: DuckDBConnection, snapshot: LakeSnapshot) {
    this.#connection = connection;
    this.#snapshot = snapshot;
  }

  async provide(scans: readonly ScannedTable[]): Promise<void> {
    if (!scans.some(({ table }) => table.table.shape === 'calls')) return;
    this.#made ??= this.#make();
    await this.#made;
  }

  async #make(): Promise<void> {
    const known = this.#snapshot.attribution?.() ?? { callers: [], issuing: [], actors: [] };
    const answers = new Answers();
    const answered = (appender: DuckDBAppender, [key, who]: readonly [Key, AttributedTo]) => {
      appendKey(appender, key);
      appender.appendInteger(answers.numberOf(who));
    };
    await this.#fill(CALLERS, 'key BIGINT, answer INTEGER', known.callers, answered);
    await this.#fill(ISSUING, 'key VARCHAR, answer INTEGER', known.issuing, answered);
    await this.#fill(ACTORS, 'key VARCHAR, actor VARCHAR', known.actors, appendTexts);
    const columns = NAMES.map((name) => `${name} VARCHAR`).join(', ');
    await this.#fill(ANSWERS, `number INTEGER, ${columns}`, answers.all(), (appender, row) => {
      const [number, texts] = row;
      appender.appendInteger(number);
      appendTexts(appender, texts);
    });
  }

  async #fill<Row>(
    table: string,
    columns: string,
    rows: Iterable<Row>,
    append: (appender: DuckDBAppender, row: Row) => void,
  ): Promise<void> {
    await this.#connection.run(`CREATE OR REPLACE TABLE ${table} (${columns})`);
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      append(appender, row);
      appender.endRow();
    }
    appender.closeSync();
  }
}

type Key = bigint | string;
type Texts = readonly (string | undefined)[];

/** Numbers for answers, one for all that say the same. */
class Answers {
  readonly #byText = new Map<string, { readonly number: number; readonly texts: Texts }>();
  readonly #numbers = new Map<AttributedTo, number>();

  numberOf(who: AttributedTo): number {
    const number = this.#numbers.get(who) ?? this.#add(who);
    this.#numbers.set(who, number);
    return number;
  }

  *all(): Generator<readonly [number, Texts]> {
    for (const { number, texts } of this.#byText.values()) yield [number, texts];
  }

  #add(who: AttributedTo): number {
    const texts = [
      who.system,
      who.component,
      who.confidence,
      who.reason,
      who.team,
      who.environment,
    ];
    const text = JSON.stringify(texts);
    const known = this.#byText.get(text) ?? { number: this.#byText.size, texts };
    this.#byText.set(text, known);
    return known.number;
  }
}

function appendKey(appender: DuckDBAppender, key: Key): void {
  if (typeof key === 'bigint') appender.appendBigInt(key);
  else appender.appendVarchar(key);
}

function appendTexts(appender: DuckDBAppender, texts: Texts): void {
  for (const text of texts) {
    if (text === undefined) appender.appendNull();
    else appender.appendVarchar(text);
  }
}
