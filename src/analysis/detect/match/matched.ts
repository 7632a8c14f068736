import { readEventTime } from '../../../cloudtrail/records/index.ts';
import { type Engine, namedRows } from '../../../query/engine/index.ts';
import { formatExpression } from '../../../query/sql/index.ts';
import { type TimesWanted, WHO } from '../../callers/index.ts';
import { cloudtrailField } from '../compile/cloudtrail-fields.ts';
import { CALLS_FIELDS } from '../compile/own-fields.ts';
import type { Tree } from '../sigma/model.ts';
import type { Match } from './match.ts';
import { mostMatches, type Pass, planPasses } from './plan.ts';
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
    const columns = [
      ...ABOUT,
      ...BEHIND.map((name) => behindColumn(name, who)),
      ...columnsFor(fields, rules),
    ];
    const sql = packed(matchStatement(pass, columns, times), columns);
    const places = rules.map((rule) =>
      rule.fields.map((name) => [name, fields.indexOf(name)] as const),
    );
    const atMost = mostMatches(pass, present);
    for await (const { rule, event } of namedRows(engine, sql, signal, { atMost })) {
      const number = Number(rule);
      const id = rules[number]?.id;
      const texts = JSON.parse(String(event)) as readonly Text[];
      if (id !== undefined) yield { rule: id, event: matchedEvent(texts, places[number] ?? []) };
    }
  }
}

/** Ten texts of a row cost as much to fetch as one that holds them all costs to make, fetch and read. */
function packed(matches: string, columns: readonly MatchColumn[]): string {
  const names = columns.map(({ name }) => name).join(', ');
  return `SELECT rule, json_format(CAST(ARRAY[${names}] AS json)) AS event FROM (${matches})`;
}

/** The fields that rules of a pass want; those of `calls` only where it is read. */
function fieldsOf({ table, candidates, singles }: Pass, rules: readonly WantedRule[]) {
  const numbers = new Set([...candidates, ...singles].map(({ number }) => number));
  const all = [...numbers].flatMap((number) => rules[number]?.fields ?? []);
  const isKnown = (name: string) => table === 'calls' || !CALLS_FIELDS.has(name);
  return [...new Set(all)].filter(isKnown);
}

/** Of every event, in the order in which `matchedEvent` takes them. */
const ABOUT: readonly MatchColumn[] = [
  ...[
    ...['eventid', 'eventtime', 'recipientaccountid', 'awsregion', 'eventsource', 'eventname'],
    ...['errorcode', 'sourceipaddress', 'useragent'],
  ].map((name) => ({ name, sql: `e.${name}` })),
  { name: 'principal', sql: WHO },
];
const BEHIND = ['actor', 'system'];

function behindColumn(name: string, isWanted: boolean): MatchColumn {
  return { name, sql: isWanted ? `e.${name}` : 'CAST(NULL AS varchar)' };
}

function columnsFor(
  fields: readonly string[],
  rules: readonly WantedRule[],
): readonly MatchColumn[] {
  return fields.map((field, at) => ({
    name: `f${at}`,
    sql: `CAST(${formatExpression(cloudtrailField(field).one)} AS varchar)`,
    only: new Set(rules.flatMap((rule, number) => (rule.fields.includes(field) ? [number] : []))),
  }));
}

type Text = string | null;

/** `places`: of the fields that the rule wants, among those behind the columns of every event. */
function matchedEvent(
  texts: readonly Text[],
  places: readonly (readonly [name: string, place: number])[],
): Match['event'] {
  const [id, time, account = null, region = null, eventSource = null, eventName = null] = texts;
  const [errorCode = null, sourceAddress = null, userAgent = null] = texts.slice(6);
  const [principal = null, actor = null, system = null, ...fields] = texts.slice(9);
  const eventId = id ?? '';
  return {
    ...{ key: `${account ?? ''}/${region ?? ''}/${eventId}`, eventId, account, region },
    ts: readEventTime(time ?? '')?.micros,
    ...{ eventSource, eventName, errorCode, sourceAddress, userAgent },
    ...{ principal, actor: actor ?? principal, system },
    fields: Object.fromEntries(places.map(([name, place]) => [name, fields[place] ?? null])),
  };
}
