import { xxh64 } from '../../../base/hash/index.ts';
import { isChange, isPoll } from './change-rule.ts';
import type { StoryCall } from './console-call.ts';

/** Reads of one service, each at most a minute after the one before. */
export interface Visit {
  readonly source: string;
  /** Whether they were typed in CloudShell. */
  readonly isTyped: boolean;
  readonly at: number;
  readonly until: number;
  readonly calls: number;
  /** Names of the APIs, in the order of their first call. */
  readonly names: readonly string[];
}

/** Calls that were refused, or changes that failed, for one reason. */
export interface Refusal {
  readonly first: StoryCall;
  readonly calls: number;
}

/** What one person did in one console session. */
export interface Story {
  readonly calls: readonly StoryCall[];
  readonly visits: readonly Visit[];
  readonly changes: readonly StoryCall[];
  readonly refusals: readonly Refusal[];
  /** Calls that consoles make by themselves. */
  readonly polls: number;
  /** Calls with the session's credentials from a command line or SDK outside the console. */
  readonly tools: readonly StoryCall[];
}

const MINUTE = 60_000_000;

/**
 * Calls by who signed in when. A console session signs with many keys, so keys do not tell; records without a time of
 * sign-in go by key and day.
 */
export function bySession(calls: readonly StoryCall[]): readonly (readonly StoryCall[])[] {
  return [...Map.groupBy(calls, sessionKey).values()];
}

function sessionKey({ credentials, actor, at }: StoryCall): string {
  const { arn = actor, createdAt, accessKeyId } = credentials;
  if (createdAt !== undefined) return `${arn} ${createdAt}`;
  return `${arn} ${accessKeyId} ${Math.floor(at / (MINUTE * 60 * 24))}`;
}

/** Names the session of a story. */
export function storyId({ calls: [first] }: Pick<Story, 'calls'>): string {
  const key = first === undefined ? '' : sessionKey(first);
  return xxh64(new TextEncoder().encode(key)).toString(16).padStart(16, '0');
}

/** Tells the calls of one session, in the order of time. */
export function storyOf(calls: readonly StoryCall[]): Story {
  const clicks = calls.filter((call) => call.console !== 'tool');
  const told = clicks.filter((call) => !isPoll(call));
  const changes = told.filter((call) => call.outcome === 'ok' && isChange(call));
  const refused = told.filter(isRefused);
  const reads = told.filter((call) => !isChange(call) && !isRefused(call));
  return {
    ...{ calls, changes },
    visits: visitsOf(reads, changes),
    refusals: [...Map.groupBy(refused, reasonOf).values()].map(refusalOf),
    polls: clicks.length - told.length,
    tools: calls.filter((call) => call.console === 'tool'),
  };
}

/** A read that finds nothing or comes too often is the console's own affair. */
function isRefused(call: StoryCall): boolean {
  return call.outcome === 'denied' || (call.outcome !== 'ok' && isChange(call));
}

function reasonOf({ source, name, errorCode }: StoryCall): string {
  return `${source} ${name} ${errorCode}`;
}

function refusalOf([first, ...more]: readonly StoryCall[]): Refusal {
  if (!first) throw new RangeError('a group has calls');
  return { first, calls: more.length + 1 };
}

/** A change ends the visits before it: what was opened next shows what came of it. */
function visitsOf(reads: readonly StoryCall[], changes: readonly StoryCall[]): readonly Visit[] {
  const visits: Visit[] = [];
  const open = new Map<string, number>();
  for (const read of reads) {
    const place = `${read.source} ${isTyped(read)}`;
    const at = open.get(place);
    const visit = at === undefined ? undefined : visits[at];
    const isSame =
      visit !== undefined &&
      read.at - visit.until <= MINUTE &&
      !changes.some((change) => change.at > visit.until && change.at <= read.at);
    if (isSame && at !== undefined) visits[at] = withRead(visit, read);
    else open.set(place, visits.push(visitOf(read)) - 1);
  }
  return visits;
}

function visitOf(read: StoryCall): Visit {
  const { source, at, name } = read;
  return { source, isTyped: isTyped(read), at, until: at, calls: 1, names: [name] };
}

function isTyped(call: StoryCall): boolean {
  return call.console === 'cloudshell';
}

function withRead(visit: Visit, { at, name }: StoryCall): Visit {
  const names = visit.names.includes(name) ? visit.names : [...visit.names, name];
  return { ...visit, until: at, calls: visit.calls + 1, names };
}
