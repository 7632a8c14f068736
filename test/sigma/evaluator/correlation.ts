import { readCollection } from './collection.ts';
import type { EvaluationOptions } from './evaluate.ts';
import { type Dictionary, isDictionary, lookupIn } from './fields.ts';
import { refuse } from './refused.ts';
import { secondsOf } from './time.ts';
import { fold, textOf } from './values.ts';
import { readWindowTest, type WindowTest } from './windows.ts';

/** What a correlation counts: a match of one of its rules, or a firing of a correlation that it names. */
export interface Hit {
  /** Seconds. */
  readonly time: number;
  /** The rule as the correlation names it. */
  readonly rule: string;
  readonly values: (field: string) => readonly string[];
}

/** One value a group-by field; a missing one is a group of its own. */
export type Group = readonly (string | null)[];

export interface Firing {
  readonly group: Group;
  /** Times of the window's first and last event. */
  readonly first: number;
  readonly last: number;
}

export interface CorrelationOptions extends EvaluationOptions {
  /** Seconds of a record; its eventTime unless said otherwise. */
  readonly time?: (record: Dictionary) => number;
}

/** The groups for which the last correlation of the documents fires, each once, in the order of their first firing. */
export function evaluateCorrelation(
  documents: readonly unknown[],
  events: readonly Dictionary[],
  options: CorrelationOptions = {},
): readonly Group[] {
  const last = documents.filter(isDictionary).findLast((one) => one.correlation !== undefined);
  const firings = firingsOf(last ?? refuse('there is no correlation'), documents, events, options);
  const groups = new Map(firings.map((firing) => [JSON.stringify(firing.group), firing.group]));
  return [...groups.values()];
}

/** Firings of one correlation; those of a group do not overlap: events up to the last of one are spent. */
export function firingsOf(
  document: Dictionary,
  documents: readonly unknown[],
  events: readonly Dictionary[],
  options: CorrelationOptions,
  chain: readonly Dictionary[] = [],
): readonly Firing[] {
  if (chain.includes(document)) refuse('correlations name each other in a circle');
  const body = isDictionary(document.correlation) ? document.correlation : refuse('no map');
  checkShapes(body);
  const span = secondsOf(body.timespan);
  const rules = rulesOf(body);
  const hits = rules.flatMap((rule) => {
    const named = resolved(rule, documents);
    if (named.correlation === undefined) return ruleHits(rule, named, documents, events, options);
    const firings = firingsOf(named, documents, events, options, [...chain, document]);
    return firings.map((firing) => firingHit(rule, named, firing));
  });
  const fires = readWindowTest(body, rules);
  return groupsOf(body, hits)
    .flatMap((group) => windowsThatFire(group, span, fires))
    .toSorted((a, b) => a.last - b.last);
}

function checkShapes(body: Dictionary): void {
  const groupBy = body['group-by'];
  if (isDictionary(groupBy)) refuse('group-by is a list of fields');
  if (body.aliases !== undefined && !isDictionary(body.aliases)) refuse('aliases are a map');
  if (body.generate !== undefined && typeof body.generate !== 'boolean') {
    refuse('generate is true or false');
  }
}

/** A condition in words names its rules itself. */
function rulesOf({ rules, condition }: Dictionary): readonly string[] {
  const named = namesOf(rules);
  if (named.length > 0) return named;
  const words = typeof condition === 'string' ? (condition.match(/[^\s()]+/g) ?? []) : [];
  const found = words.filter((word) => !/^(and|or|not)$/i.test(word));
  return found.length > 0 ? [...new Set(found)] : refuse('a correlation names its rules');
}

export function namesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** By id, then name, then title; two of a kind are an error. */
function resolved(rule: string, documents: readonly unknown[]): Dictionary {
  for (const key of ['id', 'name', 'title']) {
    const named = documents.filter(isDictionary).filter((document) => document[key] === rule);
    if (named.length > 1) refuse(`several rules are called "${rule}"`);
    if (named[0]) return named[0];
  }
  return refuse(`no rule is called "${rule}"`);
}

function ruleHits(
  rule: string,
  document: Dictionary,
  documents: readonly unknown[],
  events: readonly Dictionary[],
  options: CorrelationOptions,
): readonly Hit[] {
  const collected = readCollection(documents, options).find((one) => one.document === document);
  const timeOf = options.time ?? eventSeconds;
  return events
    .filter((record) => collected?.matches(record) === true)
    .map((record) => {
      const lookup = lookupIn(record, options.virtual?.(record));
      return {
        time: timeOf(record),
        rule,
        values: (field) => lookup(field).leaves.map(textOf),
      };
    });
}

export function eventSeconds(record: Dictionary): number {
  return Date.parse(String(record.eventTime)) / 1000;
}

/** A firing stands for an event at its last event's time, with its group's values. */
function firingHit(rule: string, document: Dictionary, firing: Firing): Hit {
  const body = isDictionary(document.correlation) ? document.correlation : {};
  const fields = namesOf(body['group-by']);
  return {
    time: firing.last,
    rule,
    values: (field) => firing.group.filter((_, at) => fields[at] === field).filter(isText),
  };
}

function isText(value: string | null): value is string {
  return value !== null;
}

interface HitGroup {
  readonly group: Group;
  readonly hits: readonly Hit[];
}

function groupsOf(body: Dictionary, hits: readonly Hit[]): readonly HitGroup[] {
  const fields = namesOf(body['group-by']);
  const groupOf = (hit: Hit) => fields.map((field) => groupValue(body, field, hit));
  const keyOf = (hit: Hit) =>
    JSON.stringify(groupOf(hit).map((value) => (value === null ? null : fold(value))));
  const groups = Map.groupBy(hits, keyOf);
  return [...groups.values()].map((members) => ({
    group: members[0] ? groupOf(members[0]) : [],
    hits: members.toSorted((a, b) => a.time - b.time),
  }));
}

/** An alias is another field in each rule. */
function groupValue(body: Dictionary, field: string, hit: Hit): string | null {
  const alias = isDictionary(body.aliases) ? body.aliases[field] : undefined;
  const own = isDictionary(alias) ? String(alias[hit.rule] ?? field) : field;
  return hit.values(own)[0] ?? null;
}

/** Slides over the ends of windows; both ends of one are included, and so are all hits of its last second. */
function windowsThatFire(
  { group, hits }: HitGroup,
  span: number,
  fires: WindowTest,
): readonly Firing[] {
  const firings: Firing[] = [];
  let spent = Number.NEGATIVE_INFINITY;
  for (const { time: last } of hits) {
    const around = hits.filter(({ time }) => time > spent && Math.abs(time - last) <= span);
    const window = around.filter(({ time }) => time <= last);
    if (last <= spent || !fires(window, around)) continue;
    firings.push({ group, first: window[0]?.time ?? last, last });
    spent = last;
  }
  return firings;
}
