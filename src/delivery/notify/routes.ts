import type { AlertMessage } from '../../analysis/detect/index.ts';
import type { NotifySettings, Route, RouteHours } from '../../base/config/index.ts';
import { isAtLeast } from '../../base/severity/index.ts';
import { matches } from './pattern.ts';
import { minutesOf, zoned } from './zoned.ts';

/** Where a message goes, and whether on its own or in a digest. */
export interface Destination {
  readonly sink: string;
  /** Position of the route that says so; absent without routes. */
  readonly route?: number;
  readonly digest?: NonNullable<Route['digest']>;
}

/**
 * The sinks of a message: those of the first route that matches, and of later ones as long as each says `continue`.
 * A sink is named once, by the first route that names it. Without any route every sink is told. Of alerts of a rule that
 * is staged only routes of digests are asked.
 */
export function destinationsOf(
  message: AlertMessage,
  { sinks, routes }: NotifySettings,
  now: number,
): readonly Destination[] {
  const { staged = false } = message.alert;
  if (routes.length === 0) return staged ? [] : Object.keys(sinks).map((sink) => ({ sink }));
  const found = new Map<string, Destination>();
  for (const [index, route] of routes.entries()) {
    if ((staged && !route.digest) || !isMeant(route, message, now)) continue;
    for (const sink of route.to) {
      if (!found.has(sink)) found.set(sink, destinationOf(sink, route, index));
    }
    if (!route.continue) break;
  }
  return [...found.values()];
}

function destinationOf(sink: string, { digest }: Route, index: number): Destination {
  return { sink, route: index, ...(digest && { digest }) };
}

function isMeant({ when }: Route, { alert, rule }: AlertMessage, now: number): boolean {
  const { severity, accounts, systems, rules, tags, hours } = when;
  return (
    (severity === undefined || isAtLeast(alert.severity, severity)) &&
    isAny(accounts, [alert.account]) &&
    isAny(systems, [alert.system]) &&
    isAny(rules, [rule.id, rule.title]) &&
    isAny(tags, rule.tags) &&
    (hours === undefined || isWithin(hours, now))
  );
}

function isAny(
  patterns: readonly string[] | undefined,
  texts: readonly (string | null)[],
): boolean {
  if (patterns === undefined) return true;
  return patterns.some((pattern) => texts.some((text) => text !== null && matches(pattern, text)));
}

/** Half-open; the weekday is that of the moment, also after midnight. */
function isWithin({ from, to, weekdays, zone }: RouteHours, now: number): boolean {
  const { weekday, minutes } = zoned(now, zone);
  if (weekdays !== undefined && !weekdays.some((one) => one === weekday)) return false;
  const [first, end] = [minutesOf(from), minutesOf(to)];
  return first < end ? minutes >= first && minutes < end : minutes >= first || minutes < end;
}
