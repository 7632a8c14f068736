import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fillIn,
  PARAMETER_TYPES,
  type SavedQuery,
  savedQueries,
} from '../../src/query/desk/index.ts';
import {
  FUNCTIONS,
  type Plan,
  planStatement,
  printSql,
  SqlError,
} from '../../src/query/sql/index.ts';
import {
  dice,
  misspelled,
  mutantsOf,
  pick,
  type Roll,
  timeOf,
} from '../../src/query/sql/syntax/mutants.fixture.ts';
import { openPreparing, type Preparing } from './prepare.fixture.ts';
import { sharedPath } from './shared-data.fixture.ts';

const COUNT = Number(process.env.TRAILGLASS_FUZZ ?? 2_000);
const SEED = Number(process.env.TRAILGLASS_SEED ?? 20_260_131);
/** Milliseconds that reading a text may take. */
const LONGEST = 100;

const SESSION = { now: 0n, user: 'fuzz', catalog: 'awsdatacatalog', schema: 'default' };

/** Texts to begin from: our own, and where they are those that people have published. */
const TEXTS: readonly string[] = [...savedQueries().map(filled), ...published()];

function filled(query: SavedQuery): string {
  const open = query.parameters.filter((parameter) => parameter.default === undefined);
  const values = open.map(({ name, type }) => [name, PARAMETER_TYPES[type].example]);
  return fillIn(query, Object.fromEntries(values), 0);
}

function published(): readonly string[] {
  const folder = sharedPath('sql', 'corpus');
  return folder === undefined
    ? []
    : readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}

const mutant = mutantsOf(TEXTS);

function wildText(roll: Roll): string {
  const text = roll(3) === 0 ? pick(roll, TEXTS) : mutant(roll);
  return roll(3) === 0 ? misspelled(roll, text) : text;
}

/** Parsed, bound and printed; undefined where the text is refused. */
function planned(text: string): Plan | undefined {
  try {
    const plan = planStatement(text, { functions: FUNCTIONS, session: SESSION });
    if (plan.is === 'query') printSql(plan.query.sql);
    return plan;
  } catch (error) {
    if (error instanceof SqlError) return undefined;
    throw error;
  }
}

/** What went wrong with a text, or whether it could be run. */
type Verdict =
  | { readonly is: 'refused' | 'ready' }
  | { readonly is: 'wrong'; readonly why: string };

async function judge(text: string, duckdb: Preparing): Promise<Verdict> {
  let plan: Plan | undefined;
  try {
    const ms = timeOf(() => {
      plan = planned(text);
    });
    if (ms > LONGEST) return { is: 'wrong', why: `took ${Math.round(ms)} ms` };
  } catch (error) {
    return { is: 'wrong', why: `crashed: ${error instanceof Error ? error.stack : error}` };
  }
  if (plan?.is !== 'query') return { is: 'refused' };
  const refusal = await duckdb.refusal(plan.query);
  if (refusal === undefined) return { is: 'ready' };
  return { is: 'wrong', why: `passed, and DuckDB refused it: ${refusal.type}: ${refusal.message}` };
}

describe('wild texts', () => {
  let duckdb: Preparing;

  beforeAll(async () => {
    duckdb = await openPreparing();
  });

  afterAll(() => duckdb.close());

  it(
    'are refused in words, or are SQL for DuckDB',
    async () => {
      const roll = dice(SEED);
      const faults: string[] = [];
      let ready = 0;

      for (let n = 0; n < COUNT; n++) {
        const text = wildText(roll);
        const verdict = await judge(text, duckdb);
        if (verdict.is === 'ready') ready++;
        if (verdict.is === 'wrong') faults.push(`${JSON.stringify(text)} ${verdict.why}`);
      }

      expect(faults).toEqual([]);
      expect(ready).toBeGreaterThan(COUNT / 10);
    },
    60_000 + 50 * COUNT,
  );
});
