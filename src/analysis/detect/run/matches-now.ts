import type { Match } from '../match/match.ts';

/** What is known of the matches of a rule or a correlation within a time; microseconds, half-open. */
export type MatchesBetween = (rule: string, from: number, to: number) => readonly Match[];

/** Matches as a run leaves them: what is stored, and over it what the run found, changed or took back. */
export interface MatchesNow {
  readonly between: MatchesBetween;
  /** Of a rule what changed, as it was and as it is: what lies around these is looked at again. */
  touched(rule: string): readonly Match[];
  put(match: Match, before?: Match): void;
  takeBack(match: Match): void;
}

interface Changed {
  /** By key; undefined: taken back. */
  readonly now: Map<string, Match | undefined>;
  readonly touched: Match[];
}

/** @param fresh what the run found, of which some may be stored */
export function matchesNow(fresh: readonly Match[], stored: MatchesBetween): MatchesNow {
  const changes = new Map<string, Changed>();
  const changesOf = (rule: string): Changed => {
    const known = changes.get(rule) ?? { now: new Map(), touched: [] };
    changes.set(rule, known);
    return known;
  };
  const put = (match: Match, before?: Match) => {
    const { now, touched } = changesOf(match.rule);
    now.set(match.event.key, match);
    touched.push(match, ...(before ? [before] : []));
  };
  for (const match of fresh) put(match);
  return {
    between: (rule, from, to) => {
      const { now } = changesOf(rule);
      const kept = stored(rule, from, to).filter(({ event }) => !now.has(event.key));
      const own = [...now.values()].flatMap((match) =>
        match !== undefined && isWithin(match, from, to) ? [match] : [],
      );
      return kept.concat(own);
    },
    touched: (rule) => changesOf(rule).touched,
    put,
    takeBack: (match) => {
      const { now, touched } = changesOf(match.rule);
      now.set(match.event.key, undefined);
      touched.push(match);
    },
  };
}

function isWithin({ event: { ts } }: Match, from: number, to: number): boolean {
  return ts !== undefined && ts >= from && ts < to;
}
