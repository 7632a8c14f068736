import {
  AMBIGUOUS_CODE,
  DENIED_CODES,
  RATE_MESSAGE,
  THROTTLING_CODES,
} from '../../../cloudtrail/records/index.ts';
import { quoted } from '../typed.ts';
import { BIGINT, VARCHAR } from '../types/index.ts';
import { ATHENA_TABLES } from './athena.ts';
import { consoleOf } from './calls-console.ts';
import { type LakeTable, stored, type TableColumn } from './table.ts';

const EVENTS = ATHENA_TABLES.get('cloudtrail_logs');

/** Columns that the engine puts beside the rows of `calls`: what attribution says of a row's caller. */
export const ATTRIBUTED = [
  ['system', 'Who is behind the call: a name of `systems`, or Unknown.'],
  ['component', 'The tool or the part of the system, where one is known.'],
  ['confidence', 'certain, likely, claimed or unknown.'],
  ['system_reason', 'What decided, what agrees and what disagrees.'],
  ['team', 'Whose system it is, from the configuration.'],
  ['environment', 'Of the system, from the configuration.'],
  ['actor', 'The first identity of the chain of roles: a person, a workload, an account.'],
] as const;

/** Columns of the place of an address: approximate, and never evidence of a system. */
export const PLACED: readonly TableColumn[] = [
  column('country', 'Of the source address, approximate: ISO 3166-1.', placed('country')),
  {
    ...column('asn', 'Of the source address: its network, from your own file.', placed('asn')),
    type: BIGINT,
  },
];

/** `cloudtrail_logs` with who is behind each call, how a person clicked it, and what came of it. */
export const CALLS_TABLE: LakeTable = {
  name: 'calls',
  kind: 'events',
  shape: 'calls',
  about: 'The events with who is behind them: system, actor, console, outcome.',
  columns: [
    ...(EVENTS?.columns ?? []),
    ...ATTRIBUTED.map(([name, about]) => column(name, about, (alias) => stored(alias, `$${name}`))),
    column(
      'console',
      'How a person made it in the console: flag, agent, cloudshell or none.',
      consoleOf,
    ),
    column('outcome', 'ok, denied, throttled or error.', outcome),
    ...PLACED,
  ],
  lifted: EVENTS?.lifted ?? new Map(),
};

function column(name: string, about: string, value: TableColumn['value']): TableColumn {
  return { name, type: VARCHAR, hidden: false, about, value };
}

function placed(name: string): TableColumn['value'] {
  return (alias) => stored(alias, `$${name}`);
}

function outcome(alias: string): string {
  const [code, message] = [stored(alias, 'errorcode'), stored(alias, 'errormessage')];
  const bare = `regexp_replace(${code}, '^(Client|Server)\\.', '')`;
  // DuckDB makes a join of IN, which all rows pass, not only those with an error.
  const among = (codes: readonly string[]) =>
    `list_contains([${codes.map(quoted).join(', ')}], ${bare})`;
  return `CASE WHEN ${code} IS NULL AND ${message} IS NULL THEN 'ok'
    WHEN ${among(THROTTLING_CODES)} THEN 'throttled'
    WHEN ${bare} = ${quoted(AMBIGUOUS_CODE)} AND contains(${message}, ${quoted(RATE_MESSAGE)}) THEN 'throttled'
    WHEN ${among(DENIED_CODES)} THEN 'denied'
    ELSE 'error' END`;
}
