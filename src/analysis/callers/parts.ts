import { type Engine, type JsonValue, rowsOf } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { textIn } from './answers.ts';
import { conditions, type TimesWanted } from './times-wanted.ts';
import { WHO } from './who.ts';

/** Callers of a system that are alike: one component of one principal, and why they belong to it. */
export interface SystemPart {
  readonly component: string | null;
  readonly principal: string | null;
  readonly confidence: string;
  readonly reason: string;
  readonly calls: number;
  readonly errors: number;
  readonly denied: number;
  readonly throttled: number;
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

/** The parts of a system, the busiest first; of several reasons for one, the first by name. */
export async function systemParts(
  engine: Engine,
  system: string,
  times: TimesWanted,
): Promise<readonly SystemPart[]> {
  const grouped = groupedCalls('component, confidence', times, `system = ${textLiteral(system)}`);
  const rows = await rowsOf(
    engine,
    `SELECT component, principal, min(confidence), min(reason), sum(calls), sum(errors), sum(denied),
       sum(throttled), min(first_time), max(last_time)
     FROM (${grouped}) GROUP BY component, principal ORDER BY 5 DESC, 1, 2`,
  );
  return rows.map(
    ([
      component,
      principal,
      confidence,
      reason,
      calls,
      errors,
      denied,
      throttled,
      first,
      last,
    ]) => ({
      component: textIn(component) ?? null,
      principal: textIn(principal) ?? null,
      confidence: String(confidence),
      reason: String(reason),
      ...counts({ calls, errors, denied, throttled }),
      firstTime: textIn(first) ?? null,
      lastTime: textIn(last) ?? null,
    }),
  );
}

/** What a system called most. */
export interface SystemAction {
  readonly service: string;
  readonly action: string;
  readonly calls: number;
}

export async function systemActions(
  engine: Engine,
  system: string,
  times: TimesWanted,
): Promise<readonly SystemAction[]> {
  const where = conditions(times, `system = ${textLiteral(system)}`);
  const rows = await rowsOf(
    engine,
    `SELECT eventsource, eventname, count(*) FROM calls ${where}
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20`,
  );
  return rows.map(([service, action, calls]) => ({
    service: String(service),
    action: String(action),
    calls: Number(calls),
  }));
}

/** Counted once for everything that distinct values are wanted of: far fewer rows than there are calls. */
function groupedCalls(keys: string, times: TimesWanted, condition?: string): string {
  return `SELECT ${keys}, ${WHO} AS principal, recipientaccountid AS account,
      min(system_reason) AS reason, count(*) AS calls, count_if(outcome = 'error') AS errors,
      count_if(outcome = 'denied') AS denied, count_if(outcome = 'throttled') AS throttled,
      min(eventtime) AS first_time, max(eventtime) AS last_time
    FROM calls ${conditions(times, condition)}
    GROUP BY ${keys}, ${WHO}, recipientaccountid`;
}

function counts<Name extends string>(
  values: Readonly<Record<Name, JsonValue | undefined>>,
): Readonly<Record<Name, number>> {
  const entries = Object.entries<JsonValue | undefined>(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, Number(value ?? 0)])) as Readonly<
    Record<Name, number>
  >;
}
