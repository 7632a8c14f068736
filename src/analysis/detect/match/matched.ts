import { readEventTime } from '../../../cloudtrail/records/index.ts';
import { type Engine, type NamedRow, namedRows } from '../../../query/engine/index.ts';
import { formatExpression } from '../../../query/sql/index.ts';
import type { TimesWanted } from '../../callers/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { CALLS_FIELDS, principal } from '../compile/own-fields.ts';
import type { Tree } from '../sigma/model.ts';
import type { Match } from './match.ts';
import { type Pass, planPasses } from './plan.ts';
import { presentNames } from './present.ts';
import { type MatchColumn, matchStatement } from './statement.ts';

/** A rule whose matches are wanted with what is needed of their events. */
export interface WantedRule {
  readonly id: string;
  readonly condition: Tree;
  /** Fields whose values are wanted, as rules name them. */
  readonly fields: readonly string[];
}

export interface MatchOptions extends TimesWanted {
  readonly signal?: AbortSignal | undefined;
  /** Whether who stands behind the calls is wanted of every match. */
  readonly who?: boolean;
}

/** The matches of rules over what the engine has, with their events. */
export async function* findMatches(
  rules: readonly WantedRule[],
  engine: Engine,
  { signal, who = false, ...times }: MatchOptions = {},
): AsyncGenerator<Match> {
  if (rules.length === 0) return;
  const wanted = rules.map(({ condition }, number) => ({ number, condition }));
  const present = await presentNames(engine, times, signal);
  for (const planned of planPasses(wanted, { present })) {
    const pass: Pass = who ? { ...planned, table: 'calls' } : planned;
    const fields = fieldsOf(pass, rules);
    const columns = [...columnsFor(fields, rules), ...(who ? WHO : [])];
    const sql = matchStatement(pass, columns, times);
    for await (const row of namedRows(engine, sql, signal)) {
      const rule = rules[Number(row.rule)];
      if (rule) yield { rule: rule.id, event: matchedEvent(row, rule.fields, fields) };
    }
  }
}

/** The fields that rules of a pass want; those of `calls` only where it is read. */
function fieldsOf({ table, candidates, singles }: Pass, rules: readonly WantedRule[]) {
  const numbers = new Set([...candidates, ...singles].map(({ number }) => number));
  const all = [...numbers].flatMap((number) => rules[number]?.fields ?? []);
  const isKnown = (name: string) => table === 'calls' || !CALLS_FIELDS.has(name);
  return [...new Set(all)].filter(isKnown);
}

const EVENT = [
  ...['eventid', 'eventtime', 'recipientaccountid', 'awsregion', 'eventsource', 'eventname'],
  ...['errorcode', 'sourceipaddress', 'useragent'],
];

const WHO: readonly MatchColumn[] = ['actor', 'system'].map((name) => ({ name, sql: `e.${name}` }));

function columnsFor(
  fields: readonly string[],
  rules: readonly WantedRule[],
): readonly MatchColumn[] {
  return [
    ...EVENT.map((name) => ({ name, sql: `e.${name}` })),
    { name: 'principal', sql: formatExpression(principal()) },
    ...fields.map((field, at) => ({
      name: `f${at}`,
      sql: `CAST(${formatExpression(cloudtrailField(field).one)} AS varchar)`,
      only: new Set(rules.flatMap((rule, number) => (rule.fields.includes(field) ? [number] : []))),
    })),
  ];
}

function matchedEvent(
  row: NamedRow,
  wanted: readonly string[],
  fields: readonly string[],
): Match['event'] {
  const text = (name: string) => textOf(row[name]);
  const [account, region, eventId] = [
    text('recipientaccountid'),
    text('awsregion'),
    text('eventid') ?? '',
  ];
  return {
    ...{ key: `${account ?? ''}/${region ?? ''}/${eventId}`, eventId, account, region },
    ts: readEventTime(text('eventtime') ?? '')?.micros,
    ...{ eventSource: text('eventsource'), eventName: text('eventname') },
    ...{ errorCode: text('errorcode'), sourceAddress: text('sourceipaddress') },
    ...{ userAgent: text('useragent'), principal: text('principal') },
    ...{ actor: text('actor') ?? text('principal'), system: text('system') },
    fields: Object.fromEntries(
      wanted.map((name) => [name, text(`f${fields.indexOf(name)}`)] as const),
    ),
  };
}

function textOf(value: NamedRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
