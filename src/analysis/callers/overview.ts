import type { AttributedTo, CallAttribution, Engine, JsonValue } from '../../query/engine/index.ts';
import { conditions, rowsOf, type TimesWanted, textOf } from './ask.ts';
import { UNKNOWN } from './attribute.ts';

/** What a system did. */
export interface SystemOverview {
  readonly system: string;
  readonly calls: number;
  readonly errors: number;
  readonly denied: number;
  readonly throttled: number;
  readonly principals: number;
  readonly accounts: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/**
 * Every system that called, the busiest first. Events are counted by their callers, of which there are few, and only
 * then named; those that handed credentials out are named one by one.
 */
export async function systemsOverview(
  engine: Engine,
  who: CallAttribution,
  times: TimesWanted,
): Promise<readonly SystemOverview[]> {
  const callers = new Map(who.callers);
  const issuing = new Map(who.issuing);
  const tallies = new Map<string, Tally>();
  const take = (named: AttributedTo | undefined, row: CountedCalls) => {
    const system = named?.system ?? UNKNOWN;
    const tally = tallies.get(system) ?? new Tally();
    tallies.set(system, tally);
    tally.add(row, row.principal ?? named?.principal);
  };
  for (const row of await countedCalls(engine, times)) take(callers.get(row.caller), row);
  for (const row of await issuingCalls(engine, times)) {
    take(issuing.get(row.eventId) ?? callers.get(row.caller), row);
  }
  return [...tallies]
    .map(([system, tally]) => tally.overview(system))
    .sort((a, b) => b.calls - a.calls || (a.system < b.system ? -1 : 1));
}

/** Calls of one caller, to one account, with one outcome. */
interface CountedCalls {
  readonly caller: bigint;
  readonly principal?: string;
  readonly outcome: string;
  readonly account: string | null;
  readonly calls: number;
  readonly first: string;
  readonly last: string;
}

/** Events that hand credentials to somebody who has no ARN: see `attributeCallers`. */
const ISSUING = `eventsource = 'sts.amazonaws.com'
  AND useridentity.type IN ('WebIdentityUser', 'SAMLUser', 'AWSAccount')`;

async function countedCalls(engine: Engine, times: TimesWanted): Promise<readonly CountedCalls[]> {
  const rows = await rowsOf(
    engine,
    `SELECT caller_id, outcome, recipientaccountid, count(*), min(ts), max(ts) FROM calls
     ${conditions(times, `coalesce(NOT (${ISSUING}), true)`)} GROUP BY 1, 2, 3`,
  );
  return rows.map(([caller, outcome, account, calls, first, last]) => ({
    ...{ caller: callerOf(caller), outcome: String(outcome), calls: Number(calls) },
    ...{ account: textOf(account), first: String(first), last: String(last) },
  }));
}

async function issuingCalls(
  engine: Engine,
  times: TimesWanted,
): Promise<readonly (CountedCalls & { readonly eventId: string })[]> {
  const rows = await rowsOf(
    engine,
    `SELECT caller_id, outcome, recipientaccountid, eventid, ts,
       regexp_replace(useridentity.principalid, '^([A-Z0-9]+):.*$', '$1')
     FROM calls ${conditions(times, ISSUING)}`,
  );
  return rows.map(([caller, outcome, account, eventId, time, principal]) => ({
    ...{ caller: callerOf(caller), outcome: String(outcome), calls: 1 },
    ...{ account: textOf(account), first: String(time), last: String(time) },
    ...{ eventId: String(eventId), principal: String(principal) },
  }));
}

class Tally {
  readonly #counts = new Map<string, number>();
  readonly #principals = new Set<string>();
  readonly #accounts = new Set<string>();
  #calls = 0;
  #first: string | undefined;
  #last: string | undefined;

  add({ outcome, account, calls, first, last }: CountedCalls, principal: string | undefined): void {
    this.#calls += calls;
    this.#counts.set(outcome, (this.#counts.get(outcome) ?? 0) + calls);
    if (principal !== undefined) this.#principals.add(principal);
    if (account !== null) this.#accounts.add(account);
    if (this.#first === undefined || first < this.#first) this.#first = first;
    if (this.#last === undefined || last > this.#last) this.#last = last;
  }

  overview(system: string): SystemOverview {
    const count = (outcome: string) => this.#counts.get(outcome) ?? 0;
    return {
      ...{ system, calls: this.#calls, errors: count('error') },
      ...{ denied: count('denied'), throttled: count('throttled') },
      ...{ principals: this.#principals.size, accounts: this.#accounts.size },
      ...{ firstTime: isoTime(this.#first), lastTime: isoTime(this.#last) },
    };
  }
}

/** `2026-01-31 12:00:00.000000` as events write it: `2026-01-31T12:00:00Z`. */
function isoTime(time: string | undefined): string | null {
  return time === undefined ? null : `${time.slice(0, 19).replace(' ', 'T')}Z`;
}

function callerOf(value: JsonValue | undefined): bigint {
  return BigInt(String(value ?? 0));
}
