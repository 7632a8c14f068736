import { type CorrelationOptions, eventSeconds, namesOf } from './correlation.ts';
import { readRule } from './evaluate.ts';
import { type Dictionary, isDictionary, type Lookup, lookupIn } from './fields.ts';
import { refuse } from './refused.ts';
import { secondsOf } from './time.ts';
import { fold, textOf } from './values.ts';

/** An event that the rule's detection matches. */
interface Match {
  readonly time: number;
  readonly record: Dictionary;
  readonly lookup: Lookup;
}

const DAY = 86_400;
const HOUR = 3600;

/** Whether a rule's keys under `trailglass` raise an alert over events; without such keys any match does. */
export function evaluateOwnKeys(
  document: Dictionary,
  events: readonly Dictionary[],
  options: CorrelationOptions = {},
): boolean {
  const own = isDictionary(document.trailglass) ? document.trailglass : {};
  const matches = matchesOf(document, events, options);
  if (isDictionary(own.newTerms)) return hasNewTerm(own.newTerms, matches, events);
  if (isDictionary(own.threshold)) return reaches(own.threshold, own, matches);
  if (isDictionary(own.absence)) return isLeftAlone(own.absence, document, events, options);
  return matches.length > 0;
}

function matchesOf(
  document: Dictionary,
  events: readonly Dictionary[],
  options: CorrelationOptions,
): readonly Match[] {
  const test = readRule(document, options);
  const timeOf = options.time ?? eventSeconds;
  return events
    .filter(test)
    .map((record) => ({
      time: timeOf(record),
      record,
      lookup: lookupIn(record, options.virtual?.(record)),
    }))
    .toSorted((a, b) => a.time - b.time);
}

/** The values of fields as one term; undefined where one is missing. */
function termOf(fields: unknown, { lookup }: Match): string | undefined {
  const values = namesOf(fields).map((field) => lookup(field).leaves.map(textOf).map(fold));
  return values.some((one) => one.length === 0) ? undefined : JSON.stringify(values);
}

/** A value that its key has not had for `days`, once the account has been watched for long enough to know. */
function hasNewTerm(
  { key, value, days }: Dictionary,
  matches: readonly Match[],
  events: readonly Dictionary[],
): boolean {
  const span = Number(days) * DAY;
  const patience = Math.min(Number(days), 14) * DAY;
  return matches.some((match, at) => {
    const term = termOf(value, match);
    const owner = termOf(key, match);
    if (term === undefined || owner === undefined) return false;
    if (match.time - watchedSince(match, events) < patience) return false;
    return !matches
      .slice(0, at)
      .some(
        (before) =>
          match.time - before.time <= span &&
          termOf(value, before) === term &&
          termOf(key, before) === owner,
      );
  });
}

function watchedSince({ record }: Match, events: readonly Dictionary[]): number {
  const same = events.filter((one) => one.recipientAccountId === record.recipientAccountId);
  return Math.min(...same.map(eventSeconds));
}

/** So many matches, or different values, in a group's window, which begins with its first match. */
function reaches(threshold: Dictionary, own: Dictionary, matches: readonly Match[]): boolean {
  const span = own.window === undefined ? HOUR : secondsOf(own.window);
  const groups = Map.groupBy(matches, (match) => groupOf(own.group, match));
  return [...groups.values()].some((group) =>
    windowsOf(group, span).some((window) => measures(threshold, window)),
  );
}

function groupOf(fields: unknown, match: Match): string {
  return JSON.stringify(namesOf(fields).map((field) => termOf(field, match) ?? null));
}

function windowsOf(group: readonly Match[], span: number): readonly (readonly Match[])[] {
  const windows: Match[][] = [];
  for (const match of group) {
    const start = windows.at(-1)?.[0]?.time;
    if (start !== undefined && match.time - start <= span) windows.at(-1)?.push(match);
    else windows.push([match]);
  }
  return windows;
}

function measures({ count, distinct }: Dictionary, window: readonly Match[]): boolean {
  if (!isDictionary(distinct)) return window.length >= Number(count);
  const values = window.flatMap(({ lookup }) => lookup(String(distinct.field)).leaves);
  return new Set(values.map(textOf).map(fold)).size >= Number(distinct.count);
}

/** A match of one selection that none of the other follows in time. */
function isLeftAlone(
  { after, without, within, same }: Dictionary,
  document: Dictionary,
  events: readonly Dictionary[],
  options: CorrelationOptions,
): boolean {
  const matching = (name: unknown) =>
    matchesOf(withCondition(document, name), events, options).map((match) => ({
      ...match,
      group: groupOf(same, match),
    }));
  const answers = matching(without);
  return matching(after).some(
    ({ time, group }) =>
      !answers.some(
        (answer) =>
          answer.group === group && answer.time >= time && answer.time - time <= secondsOf(within),
      ),
  );
}

function withCondition(document: Dictionary, name: unknown): Dictionary {
  const detection = isDictionary(document.detection) ? document.detection : refuse('no detection');
  return { ...document, detection: { ...detection, condition: name } };
}
