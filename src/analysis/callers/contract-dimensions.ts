import type { Contract } from '../../base/config/index.ts';
import { textLiteral } from '../../query/sql/index.ts';

/** One thing that a contract limits, as SQL over a row of `calls`. */
interface Dimension {
  /** What a breach is called by. */
  readonly name: string;
  /** The text of the row that a breach is grouped by; how the contract would have to write it to allow it. */
  readonly value: (contract: Contract) => string;
  /** Whether the row is inside; undefined: the contract says nothing. NULL is no breach. */
  readonly inside: (contract: Contract) => string | undefined;
}

/** An action as contracts write it. */
export const ACTION = `replace(eventsource, '.amazonaws.com', '') || ':' || eventname`;

const CLOCK = 'substr(eventtime, 12, 5)';
const WEEKDAY = "date_format(ts, '%a')";

/** All that a contract limits. */
export const DIMENSIONS: readonly Dimension[] = [
  {
    name: 'account',
    value: () => 'recipientaccountid',
    inside: ({ accounts }) => among('recipientaccountid', accounts),
  },
  {
    name: 'region',
    value: () => 'awsregion',
    inside: ({ regions }) => likeAny('awsregion', regions),
  },
  {
    name: 'service',
    value: () => 'eventsource',
    inside: ({ services }) => likeAny('eventsource', services),
  },
  { name: 'action', value: () => ACTION, inside: ({ actions }) => likeAny(`(${ACTION})`, actions) },
  {
    name: 'readonly',
    value: () => ACTION,
    inside: (contract) => (contract.readonly ? `readonly <> 'false'` : undefined),
  },
  { name: 'network', value: () => 'sourceipaddress', inside: ({ networks }) => within(networks) },
  { name: 'weekday', value: () => WEEKDAY, inside: ({ hours }) => among(WEEKDAY, hours?.weekdays) },
  {
    name: 'hour',
    value: () => `substr(eventtime, 12, 2) || ':00'`,
    inside: ({ hours }) => during(hours),
  },
  {
    name: 'expires',
    value: ({ expires = '' }) => textLiteral(expires),
    inside: ({ expires }) => expires && `eventtime < ${textLiteral(expires)}`,
  },
];

function among(column: string, values: readonly string[] | undefined): string | undefined {
  return values && `${column} IN (${values.map(textLiteral).join(', ')})`;
}

/** Most patterns are plain values, which are compared far quicker as a list. */
function likeAny(column: string, patterns: readonly string[] | undefined): string | undefined {
  if (patterns === undefined) return undefined;
  const plain = patterns.filter((one) => !one.includes('*'));
  const wild = patterns.filter((one) => one.includes('*'));
  const likes = wild.map((one) => `${column} LIKE ${likePattern(one)} ESCAPE '\\'`);
  return [among(column, plain.length > 0 ? plain : undefined), ...likes]
    .filter((one) => one !== undefined)
    .join(' OR ');
}

function likePattern(pattern: string): string {
  return textLiteral(pattern.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%'));
}

/** Services stand there with a name, which is no address: nothing can be said of them. */
function within(networks: readonly string[] | undefined): string | undefined {
  const address = 'TRY_CAST(sourceipaddress AS ipaddress)';
  return networks?.map((one) => `contains(${textLiteral(one)}, ${address})`).join(' OR ');
}

function during({ from, to }: NonNullable<Contract['hours']> = {}): string | undefined {
  if (from === undefined || to === undefined) return undefined;
  const [after, before] = [`${CLOCK} >= ${textLiteral(from)}`, `${CLOCK} < ${textLiteral(to)}`];
  return from < to ? `${after} AND ${before}` : `${after} OR ${before}`;
}
