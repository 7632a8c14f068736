import type { Contract } from '../../base/config/index.ts';
import type { Engine } from '../../query/engine/index.ts';
import { textLiteral } from '../../query/sql/index.ts';
import { UNKNOWN } from './attribute.ts';
import { DIMENSIONS } from './contract-dimensions.ts';
import { type Breach, type Counted, groupsOf, groupsSql } from './contract-groups.ts';
import { conditions, type TimesWanted } from './times-wanted.ts';

/** Contracts by the name of their system. */
export type Contracts = Readonly<Record<string, Contract>>;

/** What was outside of the contracts, counted by system, dimension and value. */
export async function breaches(
  engine: Engine,
  contracts: Contracts,
  times: TimesWanted,
): Promise<readonly Breach[]> {
  const outside = DIMENSIONS.flatMap((dimension) => outsideOf(contracts, dimension));
  if (outside.length === 0) return [];
  const values = outside.map(({ value }) => `${value} IS NOT NULL`).join(' OR ');
  const where = conditions(times, `${isAmong(Object.keys(contracts))} AND (${values})`);
  return groupsOf(engine, 'contract', groupsSql(outside, where));
}

/** Counts a row under its value where that is outside of its system's contract; nothing where no contract says so. */
function outsideOf(
  contracts: Contracts,
  { name, value, inside }: (typeof DIMENSIONS)[number],
): readonly Counted[] {
  const cases = Object.entries(contracts).flatMap(([system, contract]) => {
    const condition = inside(contract);
    if (condition === undefined) return [];
    return [`WHEN system = ${textLiteral(system)} AND NOT (${condition}) THEN ${value(contract)}`];
  });
  return cases.length === 0 ? [] : [{ name, value: `CASE ${cases.join(' ')} END` }];
}

export interface Learning {
  /** Systems that have a contract: nothing is learnt of them. */
  readonly except: readonly string[];
  /** How long a system is watched from its first call on before anything is new. */
  readonly days: number;
}

/** Where a system may be for the first time. */
const PLACES: readonly Counted[] = [
  { name: 'account', value: 'recipientaccountid' },
  { name: 'region', value: 'awsregion' },
  { name: 'service', value: 'eventsource' },
];

/** Accounts, regions and services where a system called for the first time after it had been learnt. */
export async function newPlaces(
  engine: Engine,
  { except, days }: Learning,
  { from, to }: TimesWanted,
): Promise<readonly Breach[]> {
  // What is first is only known of all that came before.
  const history = conditions({ ...(to && { to }) }, `NOT ${isAmong([UNKNOWN, ...except])}`);
  const since = from === undefined ? '' : ` AND first_time >= ${textLiteral(from)}`;
  return groupsOf(
    engine,
    'new',
    `SELECT * FROM (
       SELECT *, min(first_ts) OVER (PARTITION BY system) AS system_ts FROM (${groupsSql(PLACES, history)}))
     WHERE first_ts >= system_ts + INTERVAL '${days}' DAY${since}`,
  );
}

function isAmong(systems: readonly string[]): string {
  return `system IN (${systems.map(textLiteral).join(', ')})`;
}
