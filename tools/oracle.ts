import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ABSENT, sharedPath } from '../test/e2e/shared-data.fixture.ts';
import { setup as freshBuild } from './fresh-build.ts';
import { type Choice, type Group, readCases } from './oracle/cases.ts';
import { collectEvents, openOracle } from './oracle/lake.ts';
import { differencesPage, percent } from './oracle/page.ts';
import { type Score, score } from './oracle/run.ts';

/**
 * Asks the product what a real Trino server was asked.
 * @param folder with `oracle/` and `corpus/` in it
 */
export async function askOracle(
  folder: string,
  choice: Choice = {},
): Promise<Readonly<Record<Group, Score>>> {
  const home = mkdtempSync(join(tmpdir(), 'trailglass-oracle-'));
  try {
    await collectEvents(folder, home);
    const cases = readCases(folder, choice);
    const corpus = await scoreOf(home, cases.corpus, true);
    const diff = await scoreOf(home, cases.diff, false);
    return { corpus, diff, assertions: await scoreOf(home, cases.assertions, false) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function scoreOf(
  home: string,
  cases: Parameters<typeof score>[1],
  hasAliases: boolean,
): Promise<Score> {
  const desk = await openOracle(home, hasAliases ? cases : []);
  try {
    return await score(desk, cases);
  } finally {
    await desk.close();
  }
}

if (import.meta.main) {
  await freshBuild();
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const folder = sharedPath('sql');
  if (folder === undefined || sharedPath('sql', 'oracle') === undefined) {
    process.stdout.write(`Nothing is compared: ${ABSENT}.\n`);
  } else {
    const scores = await askOracle(folder, values);
    for (const [group, { same, all }] of Object.entries(scores)) {
      process.stdout.write(`${group}: ${same} of ${all}, ${percent(same, all)} %\n`);
    }
    if (values.only === undefined) writePage(scores);
    else list(scores);
  }
}

function writePage(scores: Readonly<Record<Group, Score>>): void {
  const path = new URL('../docs/reference/sql-differences.md', import.meta.url);
  writeFileSync(path, differencesPage(scores));
}

/** Some cases are asked to be mended: what fails of them is told, and the page stays as it is. */
function list(scores: Readonly<Record<Group, Score>>): void {
  for (const { id, what } of Object.values(scores).flatMap(({ failures }) => failures)) {
    process.stdout.write(`  ${id}: ${what}\n`);
  }
}
