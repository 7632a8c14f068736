import type { Engine } from '../../../query/engine/index.ts';
import type { Match } from '../match/match.ts';
import { findMatches } from '../match/matched.ts';
import { withActors } from './actors.ts';
import type { Tracked } from './wanted.ts';

/** Up to which commit a rule has seen everything, by its id; none where it is new or was changed. */
export type Seen = ReadonlyMap<string, number>;

/** Opens an engine over what came after a commit, or over everything. */
export type OpenEngine = (after: number | undefined) => Promise<Engine>;

export interface FindOptions {
  readonly open: OpenEngine;
  readonly seen: Seen;
  /** The last commit there is. */
  readonly commit: number;
  readonly signal?: AbortSignal | undefined;
}

/** The matches that rules have not seen, each rule over what is new to it; with their actors. */
export async function findNew(
  rules: readonly Tracked[],
  { open, seen, commit, signal }: FindOptions,
): Promise<readonly Match[]> {
  const found: Match[] = [];
  const behind = Map.groupBy(rules, ({ id }) => seen.get(id));
  for (const [after, group] of behind) {
    if (after === commit) continue;
    const engine = await open(after);
    try {
      const matches: Match[] = [];
      for await (const match of findMatches(group, engine, { signal })) matches.push(match);
      found.push(...(await withActors(matches, engine, signal)));
    } finally {
      await engine.close();
    }
  }
  return found;
}
