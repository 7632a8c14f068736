import { isDeepStrictEqual } from 'node:util';
import { openDesk } from '../src/query/desk/index.ts';
import type { Engine } from '../src/query/engine/index.ts';
import { openByHand, rowsByHand } from './by-hand.ts';
import { benchTexts } from './corpus.ts';
import { benchLake } from './lake.ts';
import { mediansOf, printTable, quantile, rowOf } from './measure.ts';
import { type BenchQuestion, benchQuestions, drain } from './questions.ts';

const WARM_RUNS = 15;

/** Milliseconds of one question, asked as Athena's SQL and written by hand. */
interface Timed {
  readonly name: string;
  readonly athena: number;
  readonly byHand: number;
}

/** What Athena's SQL costs: reading it, and running what it became. */
export async function benchSql({ small }: { readonly small: boolean }): Promise<void> {
  benchTexts();
  const { home, trail } = await benchLake({ small });
  const desk = await openDesk({ home });
  const hand = await openByHand(home);
  const timed: Timed[] = [];
  for (const question of await benchQuestions(desk)) {
    const { name, text, byHand: sql } = question;
    refuseOtherRows(question, await allRows(desk, text), await rowsByHand(hand, sql));
    const steps = [() => drain(desk, text), () => rowsByHand(hand, sql)] as const;
    const [athena = Number.NaN, byHand = Number.NaN] = await mediansOf(WARM_RUNS, steps);
    timed.push({ name, athena, byHand });
    process.stderr.write(`${name} ${athena.toFixed(1)} ms, by hand ${byHand.toFixed(1)} ms\n`);
  }
  hand.closeSync();
  await desk.close();
  report(timed, trail.events / 1e6);
}

function report(timed: readonly Timed[], millions: number): void {
  const ratios = timed.map(({ athena, byHand }) => athena / byHand);
  const goal = { floor: 1.3, target: 1.05 };
  printTable(`Athena's SQL against DuckDB's by hand: ${millions} M events`, [
    rowOf('median query', quantile(ratios, 0.5), goal),
    rowOf('slowest query', Math.max(...ratios), goal),
  ]);
  const lines = timed.map(
    ({ name, athena, byHand }) =>
      `| ${name} | ${athena.toFixed(1)} | ${byHand.toFixed(1)} | ${(athena / byHand).toFixed(2)} |`,
  );
  process.stdout.write(
    `\n| query | Athena's SQL, ms | by hand, ms | ratio |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`,
  );
}

async function allRows(desk: Engine, sql: string): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  for await (const page of (await desk.run(sql)).pages) rows.push(...page);
  return rows;
}

/** Two different questions cannot be compared. */
function refuseOtherRows(
  { name }: BenchQuestion,
  athena: readonly unknown[],
  byHand: readonly unknown[],
): void {
  if (isDeepStrictEqual(sortedTexts(athena), sortedTexts(byHand))) return;
  throw new Error(`${name}: ${athena.length} rows, by hand ${byHand.length}, and not the same`);
}

/** DuckDB writes its BIGINT as text, and rows of one rank come in any order. */
function sortedTexts(rows: readonly unknown[]): readonly string[] {
  const asText = (_: string, value: unknown) => (typeof value === 'number' ? `${value}` : value);
  return rows.map((row) => JSON.stringify(row, asText)).sort();
}
