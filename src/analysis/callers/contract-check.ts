import type { Contract } from '../../base/config/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import { conditions, literal, type TimesWanted } from './ask.ts';
import { UNKNOWN } from './attribute.ts';
import { DIMENSIONS } from './contract-dimensions.ts';
import { type Breach, GROUP, groupsOf } from './contract-groups.ts';

/** Contracts by the name of their system. */
export type Contracts = Readonly<Record<string, Contract>>;

/** What was outside of the contracts, counted by system, dimension and value. */
export async function breaches(
  engine: Engine,
  contracts: Contracts,
  times: TimesWanted,
): Promise<readonly Breach[]> {
  const asked = DIMENSIONS.flatMap((dimension) => {
    const outside = outsideOf(contracts, dimension);
    return outside === undefined ? [] : [{ name: dimension.name, outside }];
  });
  if (asked.length === 0) return [];
  const names = asked.map(({ name }) => literal(name)).join(', ');
  const values = asked.map(({ outside }) => outside).join(',\n      ');
  return groupsOf(
    engine,
    'contract',
    `SELECT ${GROUP} FROM calls CROSS JOIN UNNEST(ARRAY[${names}], ARRAY[${values}]) AS t (dimension, value)
     ${conditions(times, `${isAmong(Object.keys(contracts))} AND value IS NOT NULL`)}
     GROUP BY system, dimension, value ORDER BY first_time, system, dimension, value`,
  );
}

/** The value of a row that is outside of its system's contract, else NULL. */
function outsideOf(
  contracts: Contracts,
  { value, inside }: (typeof DIMENSIONS)[number],
): string | undefined {
  const cases = Object.entries(contracts).flatMap(([system, contract]) => {
    const condition = inside(contract);
    if (condition === undefined) return [];
    return [`WHEN system = ${literal(system)} AND NOT (${condition}) THEN ${value(contract)}`];
  });
  return cases.length === 0 ? undefined : `CASE ${cases.join(' ')} END`;
}

export interface Learning {
  /** Systems that have a contract: nothing is learnt of them. */
  readonly except: readonly string[];
  /** How long a system is watched from its first call on before anything is new. */
  readonly days: number;
}

/** Accounts, regions and services where a system called for the first time after it had been learnt. */
export async function newPlaces(
  engine: Engine,
  { except, days }: Learning,
  { from, to }: TimesWanted,
): Promise<readonly Breach[]> {
  const history = conditions({ ...(to && { to }) }, `NOT ${isAmong([UNKNOWN, ...except])}`);
  const fresh = `first_ts >= system_ts + INTERVAL '${days}' DAY`;
  return groupsOf(
    engine,
    'new',
    `SELECT system, dimension, value, calls, event, first_time, principal, action, last_time
     FROM (SELECT *, min(first_ts) OVER (PARTITION BY system) AS system_ts
       FROM (SELECT ${GROUP}, min(ts) AS first_ts FROM calls
         CROSS JOIN UNNEST(ARRAY['account', 'region', 'service'],
           ARRAY[recipientaccountid, awsregion, eventsource]) AS t (dimension, value)
         ${history} AND value IS NOT NULL GROUP BY system, dimension, value))
     WHERE ${fresh}${from === undefined ? '' : ` AND first_time >= ${literal(from)}`}
     ORDER BY first_time, system, dimension, value`,
  );
}

function isAmong(systems: readonly string[]): string {
  return `system IN (${systems.map(literal).join(', ')})`;
}
