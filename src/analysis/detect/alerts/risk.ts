import { DAY_MS } from '../../../base/time/index.ts';
import type { MatchRow } from '../../../lake/catalog/index.ts';
import type { RuleFacts } from './alert.ts';
import { scoreOf } from './severity.ts';

/** How much an actor stands out. */
export interface Risk {
  readonly actor: string;
  readonly score: number;
  readonly matches: number;
  /** ATT&CK tactics of the rules, as their tags name them: `persistence`. */
  readonly tactics: readonly string[];
}

/** What each further tactic adds: breadth says more than repetition. */
const TACTIC_BONUS = 50;

/** Of ATT&CK; other `attack.` tags name techniques, groups and software. */
const TACTICS: ReadonlySet<string> = new Set([
  ...['reconnaissance', 'resource-development', 'initial-access', 'execution', 'persistence'],
  ...['privilege-escalation', 'defense-evasion', 'stealth', 'defense-impairment'],
  ...['credential-access', 'discovery', 'lateral-movement', 'collection'],
  ...['command-and-control', 'exfiltration', 'impact'],
]);

/**
 * Actors by risk over the 24 hours before `now` (milliseconds): the scores of all matches, also of those that became
 * one alert, and a bonus for each tactic. Matches of rules that are not given count nothing.
 */
export function risks(
  matches: Iterable<MatchRow>,
  rules: ReadonlyMap<string, RuleFacts>,
  now: number,
): readonly Risk[] {
  const actors = new Map<string, { score: number; matches: number; tactics: Set<string> }>();
  for (const { actor, ts, rule, suppressionId } of matches) {
    const facts = rules.get(rule);
    const isRecent = ts > (now - DAY_MS) * 1000 && ts <= now * 1000;
    if (actor === null || facts === undefined || suppressionId !== undefined || !isRecent) continue;
    const known = actors.get(actor) ?? { score: 0, matches: 0, tactics: new Set<string>() };
    known.score += scoreOf(facts.level);
    known.matches++;
    for (const tactic of tacticsOf(facts)) known.tactics.add(tactic);
    actors.set(actor, known);
  }
  return [...actors]
    .map(([actor, { score, matches: count, tactics }]) => ({
      actor,
      score: score + TACTIC_BONUS * tactics.size,
      matches: count,
      tactics: [...tactics].sort(),
    }))
    .sort((a, b) => b.score - a.score || (a.actor < b.actor ? -1 : 1));
}

/** Tags are written with `_` or `-`. */
function tacticsOf({ tags }: RuleFacts): readonly string[] {
  return tags
    .map((tag) =>
      tag
        .toLowerCase()
        .replaceAll('_', '-')
        .replace(/^attack\./, ''),
    )
    .filter((tag) => TACTICS.has(tag));
}
