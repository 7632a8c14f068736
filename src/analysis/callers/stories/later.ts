import { textLiteral } from '../../../query/sql/index.ts';
import { type Asking, ask } from '../answers.ts';
import type { Acceptance } from './acceptances.ts';
import { isChange } from './change-rule.ts';
import { callOf, STORY_COLUMNS, type StoryCall } from './console-call.ts';
import { isOpposite, oppositesOf } from './opposite.ts';
import { identitiesOf } from './resource.ts';

/** What became of a change: taken back, taken up by infrastructure as code, answered for, or nothing so far. */
export type Later =
  | { readonly state: 'reverted' | 'codified'; readonly by: StoryCall }
  | { readonly state: 'accepted'; readonly acceptance: Acceptance }
  | { readonly state: 'open' };

/** Systems and tools that keep what is built as code. */
export type CodeNames = ReadonlySet<string>;

/** Code that does away with a resource takes up nothing of it. */
const ENDS = /^(Delete|Deregister|Terminate)/;

/** What became of each change, by its event id: the first later call on its resource that tells. */
export async function readLater(
  changes: readonly StoryCall[],
  code: CodeNames,
  asking: Asking,
): Promise<ReadonlyMap<string, Later>> {
  const known = new Map<string, Later>();
  if (changes.length === 0) return known;
  const named = changes.flatMap((change) =>
    [...identitiesOf(change)].map((name) => ({ name, change })),
  );
  const byName = Map.groupBy(named, ({ name }) => name);
  for await (const row of ask(laterSql(changes, code), asking)) {
    const by = callOf(row);
    if (!isChange(by)) continue;
    const same = [...identitiesOf(by)].flatMap((name) => byName.get(name) ?? []);
    for (const { change } of same) {
      const state = stateBy(change, by, row.iscode === true);
      if (state && !known.has(change.eventId)) known.set(change.eventId, { state, by });
    }
  }
  return known;
}

function stateBy(change: StoryCall, later: StoryCall, isCode: boolean) {
  if (later.at < change.at || later.eventId === change.eventId) return undefined;
  if (isOpposite(change, later)) return 'reverted';
  return isCode && !ENDS.test(later.name) ? 'codified' : undefined;
}

/** In the order of time: the first that tells counts. */
function laterSql(changes: readonly StoryCall[], code: CodeNames): string {
  const oneOf = (values: Iterable<string>) => [...new Set(values)].map(textLiteral).join(', ');
  const first = changes.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const sources = oneOf(changes.map(({ source }) => source));
  const opposites = oneOf(['', ...changes.flatMap(({ name }) => oppositesOf(name))]);
  const names = oneOf(['', ...code]);
  const isCode = `(system IN (${names}) OR component IN (${names}))`;
  const from = `${new Date(first / 1000).toISOString().slice(0, 19)}Z`;
  return `SELECT ${STORY_COLUMNS}, coalesce(${isCode}, false) AS iscode
    FROM calls
    WHERE eventtime >= ${textLiteral(from)} AND eventsource IN (${sources})
      AND coalesce(readonly, 'false') = 'false' AND outcome = 'ok'
      AND (eventname IN (${opposites}) OR ${isCode})
    ORDER BY eventtime, eventid`;
}
