import { openDesk } from '../../../query/desk/index.ts';
import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { planPasses } from '../match/plan.ts';
import { presentNames } from '../match/present.ts';
import { matchStatement } from '../match/statement.ts';
import type { Rule } from '../sigma/model.ts';
import type { Sample } from './examples.ts';
import { trialField } from './trial-field.ts';
import { withTrialLake } from './trial-lake.ts';

/** Records that rules are asked about. */
export interface Asked {
  readonly rules: readonly Rule[];
  readonly records: readonly Sample[];
}

/** Of each of the asked, which of its records any of its rules matches; one lake for all of them. */
export async function matchedRecords(
  asked: readonly Asked[],
  signal?: AbortSignal,
): Promise<readonly (readonly boolean[])[]> {
  const all = asked.flatMap(({ records }, one) =>
    records.map((record, at) => ({ ...record, eventID: markOf(one, at) })),
  );
  if (all.length === 0) return asked.map(() => []);
  const found = await withTrialLake(all, (home) => foundIn(home, asked, signal), signal);
  return asked.map(({ records }, one) => records.map((_, at) => found.has(markOf(one, at))));
}

/** Records of different rules may have one id. */
function markOf(one: number, at: number): string {
  return `trial-${one}-${at}`;
}

async function foundIn(
  home: string,
  asked: readonly Asked[],
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const desk = await openDesk({ home });
  try {
    const own = new Set<string>();
    for await (const { one, mark } of matchesOf(asked, desk, signal)) {
      if (mark.startsWith(`trial-${one}-`)) own.add(mark);
    }
    return own;
  } finally {
    await desk.close();
  }
}

async function* matchesOf(asked: readonly Asked[], desk: Engine, signal: AbortSignal | undefined) {
  const owners = asked.flatMap(({ rules }, one) => rules.map((rule) => ({ one, rule })));
  const wanted = owners.map(({ rule }, number) => ({ number, condition: rule.condition }));
  const present = await presentNames(desk, {}, signal);
  for (const pass of planPasses(wanted, { fields: trialField, present })) {
    const sql = matchStatement(pass, [{ name: 'eventid', sql: 'e.eventid' }]);
    for await (const row of namedRows(desk, sql, signal)) {
      const owner = owners[Number(row.rule)];
      if (owner) yield { one: owner.one, mark: String(row.eventid) };
    }
  }
}
