import {
  type CallAttribution,
  type Engine,
  type JsonValue,
  rowsOf,
} from '../../query/engine/index.ts';
import { textIn } from './answers.ts';
import { UNKNOWN } from './attribute.ts';
import { conditions, type TimesWanted } from './times-wanted.ts';
import { principalId } from './who.ts';

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
  const callers = callersOf(who);
  const tallies = new Map<string, Tally>();
  const take = (system: string, row: CountedCalls, principal: string | undefined) => {
    const tally = tallies.get(system) ?? new Tally();
    tallies.set(system, tally);
    tally.add(row, principal);
  };
  const issuing = await issuingCalls(engine, times);
  for (const row of await otherCalls(engine, times, issuing)) {
    const named = callers.get(BigInt(row.caller));
    take(named?.system ?? UNKNOWN, row, named?.principal);
  }
  for (const row of issuing) take(row.system, row, row.principal);
  return [...tallies]
    .map(([system, tally]) => tally.overview(system))
    .sort((a, b) => b.calls - a.calls || (a.system < b.system ? -1 : 1));
}

/** Who is behind callers, by id. */
function callersOf({ answers, callers }: CallAttribution) {
  const known = new Map<bigint, { readonly system?: string; readonly principal?: string }>();
  for (const [id, answer, principal] of callers) {
    const system = answers[answer]?.system;
    known.set(id, { ...(system && { system }), ...(principal && { principal }) });
  }
  return known;
}

/** Calls of one caller, to one account, with one outcome. */
interface CountedCalls {
  /** Its id; `0` for none. */
  readonly caller: string;
  readonly outcome: string;
  readonly account: string | null;
  readonly calls: number;
  readonly first: string;
  readonly last: string;
}

interface IssuingCalls extends CountedCalls {
  readonly system: string;
  readonly principal: string;
}

/** Events that hand credentials to somebody who has no ARN: see `attributeCallers`. */
const ISSUING = `eventsource = 'sts.amazonaws.com' AND (useridentity.type = 'WebIdentityUser'
  OR useridentity.type = 'SAMLUser' OR useridentity.type = 'AWSAccount')`;

/**
 * Calls that are not issuing. All are counted, since telling them apart takes as long as counting them: nearly every
 * caller makes calls of one kind only, and the few that make both are counted again. Telling all groups apart in one
 * scan reads two columns more, and takes a fifth longer.
 */
async function otherCalls(
  engine: Engine,
  times: TimesWanted,
  issuing: readonly CountedCalls[],
): Promise<readonly CountedCalls[]> {
  const all = await countedCalls(engine, times);
  const [made, issued] = [callsByCaller(all), callsByCaller(issuing)];
  const others = all.filter(({ caller }) => !issued.has(caller));
  const mixed = [...issued].filter(([caller, calls]) => made.get(caller) !== calls);
  if (mixed.length === 0) return others;
  const ids = mixed.map(([caller]) => caller).join(', ');
  const rest = `coalesce(caller_id, 0) IN (${ids}) AND coalesce(NOT (${ISSUING}), true)`;
  return [...others, ...(await countedCalls(engine, times, rest))];
}

function callsByCaller(rows: readonly CountedCalls[]): ReadonlyMap<string, number> {
  const calls = new Map<string, number>();
  for (const row of rows) calls.set(row.caller, (calls.get(row.caller) ?? 0) + row.calls);
  return calls;
}

async function countedCalls(
  engine: Engine,
  times: TimesWanted,
  condition?: string,
): Promise<readonly CountedCalls[]> {
  const sql = `SELECT caller_id, outcome, recipientaccountid, count(*), min(ts), max(ts) FROM calls
    ${conditions(times, condition)} GROUP BY 1, 2, 3`;
  return (await rowsOf(engine, sql)).map(countedOf);
}

/** Joined with their names one by one, by the engine; the names of sessions are taken off what is left to group. */
async function issuingCalls(engine: Engine, times: TimesWanted): Promise<readonly IssuingCalls[]> {
  const sql = `SELECT caller, outcome, account, sum(calls), min(first), max(last), system, ${principalId('id')}
    FROM (SELECT caller_id AS caller, outcome, recipientaccountid AS account, system,
        useridentity.principalid AS id, count(*) AS calls, min(ts) AS first, max(ts) AS last
      FROM calls ${conditions(times, ISSUING)} GROUP BY 1, 2, 3, 4, 5)
    GROUP BY 1, 2, 3, 7, 8`;
  return (await rowsOf(engine, sql)).map((row) => ({
    ...countedOf(row),
    ...{ system: String(row[6]), principal: String(row[7]) },
  }));
}

function countedOf(row: readonly JsonValue[]): CountedCalls {
  const [caller, outcome, account, calls, first, last] = row;
  return {
    ...{ caller: String(caller ?? 0), outcome: String(outcome), calls: Number(calls) },
    ...{ account: textIn(account) ?? null, first: String(first), last: String(last) },
  };
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
