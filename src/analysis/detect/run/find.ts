import type { AccountStarts, Detections, TermRow } from '../../../lake/catalog/index.ts';
import type { Engine } from '../../../query/engine/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import { CALLS_FIELDS } from '../compile/own-fields.ts';
import type { Match } from '../match/match.ts';
import { findMatches } from '../match/matched.ts';
import { accountStarts } from './account-starts.ts';
import { withActors } from './actors.ts';
import { breachMatches } from './breach-matches.ts';
import { eventsNamed } from './events-named.ts';
import { newTerms } from './new-terms.ts';
import { termsFound } from './terms-found.ts';
import type { Tracked } from './wanted.ts';

/** Up to which commit a rule has seen everything, by its id; none where it is new or was changed. */
export type Seen = ReadonlyMap<string, number>;

/** Opens an engine over what came after a commit, or over everything; of some days only, where they are given. */
export type OpenEngine = (after: number | undefined, days?: readonly string[]) => Promise<Engine>;

export interface FindOptions {
  readonly open: OpenEngine;
  readonly seen: Seen;
  /** The last commit there is. */
  readonly commit: number;
  readonly stored: Pick<Detections, 'terms' | 'accountStarts'>;
  /** Only events of this time, but for what is new: that is judged by all there are. */
  readonly during?: TimesWanted;
  readonly signal?: AbortSignal | undefined;
}

/** What rules have not seen: their matches with who is behind them, and the terms of those that look for new ones. */
export interface Findings {
  readonly matches: readonly Match[];
  readonly terms: readonly TermRow[];
  /** Where what is new in an account was looked for. */
  readonly accounts?: AccountStarts;
}

/** Looks at what is new to each rule. */
export async function findNew(rules: readonly Tracked[], options: FindOptions): Promise<Findings> {
  const { open, seen, commit } = options;
  let found: Findings = { matches: [], terms: [] };
  for (const [after, group] of Map.groupBy(rules, ({ id }) => seen.get(id))) {
    if (after === commit) continue;
    const engine = await open(after);
    try {
      const plain = await plainMatches(group, engine, { ...options, after });
      const news = await newsOf(group, engine, options, found.accounts);
      const outside = await outsideOf(group, engine, options);
      found = {
        matches: found.matches.concat(plain, news.matches, outside),
        terms: found.terms.concat(news.terms),
        ...(news.accounts ? { accounts: news.accounts } : {}),
      };
    } finally {
      await engine.close();
    }
  }
  return found;
}

/**
 * Of a new part few events match, and asking who is behind these is cheaper than asking of all; but for rules that want
 * it among their fields.
 */
async function plainMatches(
  rules: readonly Tracked[],
  engine: Engine,
  {
    after,
    signal,
    during,
  }: Pick<FindOptions, 'signal' | 'during'> & {
    readonly after: number | undefined;
  },
): Promise<readonly Match[]> {
  const plain = rules.filter(({ by }) => by === undefined);
  const isAsking = ({ fields }: Tracked) =>
    after === undefined || fields.some((name) => CALLS_FIELDS.has(name));
  const asking = await matchesOf(plain.filter(isAsking), engine, { ...during, signal, who: true });
  const others = plain.filter((rule) => !isAsking(rule));
  const found = await matchesOf(others, engine, { ...during, signal, who: false });
  return asking.concat(await withActors(found, engine, signal));
}

async function matchesOf(
  ...[rules, engine, options]: Parameters<typeof findMatches>
): Promise<readonly Match[]> {
  const matches: Match[] = [];
  for await (const match of findMatches(rules, engine, options)) matches.push(match);
  return matches;
}

async function newsOf(
  rules: readonly Tracked[],
  engine: Engine,
  options: FindOptions,
  known: AccountStarts | undefined,
): Promise<Findings> {
  const { stored, signal } = options;
  const learning = rules.flatMap(({ id, fields, by }) =>
    by?.is === 'terms' ? [{ id, fields, rule: by.rule }] : [],
  );
  if (learning.length === 0) return { matches: [], terms: [] };
  const accounts = known ?? (await accountStarts(options));
  const startOf = (account: string | null) => accounts.starts.get(account ?? '');
  let found: Findings = { matches: [], terms: [], accounts };
  for (const { id, fields, rule } of learning) {
    const seen = await termsFound(rule, engine, signal);
    const { news, terms } = newTerms(rule, seen, stored.terms(id), startOf);
    const matches = await eventsNamed({ id, fields }, news, engine, signal);
    found = {
      matches: found.matches.concat(matches),
      terms: found.terms.concat(terms),
      accounts,
    };
  }
  return found;
}

async function outsideOf(
  rules: readonly Tracked[],
  engine: Engine,
  { signal }: FindOptions,
): Promise<readonly Match[]> {
  let found: readonly Match[] = [];
  for (const { id, fields, by } of rules) {
    if (by?.is !== 'contracts') continue;
    found = found.concat(await breachMatches({ id, fields }, by.contracts, engine, signal));
  }
  return found;
}
