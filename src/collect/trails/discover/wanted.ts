import { DAY_MS, type Day, dayOf, type TimeRange } from '../../../base/time/index.ts';
import {
  isLogFile,
  type LogFolder,
  type ObjectKind,
  type Route,
  Router,
} from '../../../cloudtrail/objects/index.ts';

/** Which objects of a trail are asked for. What is absent asks for everything. */
export interface DiscoverFilter {
  readonly range?: TimeRange;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** What a trail is collected for; digests and Lake results are for those who ask for them. */
export const DEFAULT_KINDS: readonly ObjectKind[] = [
  'events',
  'insights',
  'network',
  'aggregated',
  'unknown',
];

/** The filter, made ready for many questions. */
export interface Wanted {
  readonly kinds: ReadonlySet<string>;
  readonly accounts?: ReadonlySet<string>;
  readonly regions?: ReadonlySet<string>;
  /** The first and the last day folder that may hold an event of the range. */
  readonly firstDay?: Day;
  readonly lastDay?: Day;
}

export function wantedOf(
  { range = {}, accounts, regions }: DiscoverFilter,
  kinds: readonly ObjectKind[],
): Wanted {
  return {
    kinds: new Set(kinds),
    ...(accounts && { accounts: new Set(accounts) }),
    ...(regions && { regions: new Set(regions) }),
    // A file is named after its delivery: an event can lie in the folder of a day beside its own.
    ...(range.from !== undefined && { firstDay: dayOf(range.from - DAY_MS) }),
    ...(range.to !== undefined && { lastDay: dayOf(range.to - 1 + DAY_MS) }),
  };
}

/** Whether anything in or below the folder may be wanted, as far as its path tells. */
export function mayHoldWanted(folder: LogFolder, wanted: Wanted): boolean {
  return (
    isAmong(folder.kind, wanted.kinds) &&
    isAmong(folder.account, wanted.accounts) &&
    isAmong(folder.region, wanted.regions) &&
    isWithin(folder.date, wanted)
  );
}

/** Tells of keys, best folder by folder, whether the object may hold CloudTrail of a wanted kind, account and region. */
export function wantedKeys(wanted: Wanted): (key: string) => boolean {
  const router = new Router();
  let last: Route | undefined;
  let isWanted = false;
  return (key) => {
    if (!isLogFile(key)) return false;
    const route = router.of(key);
    if (route !== last) isWanted = isWantedRoute(route, wanted);
    last = route;
    return isWanted;
  };
}

function isWantedRoute({ kind, account, region }: Route, wanted: Wanted): boolean {
  return (
    wanted.kinds.has(kind) && isAmong(account, wanted.accounts) && isAmong(region, wanted.regions)
  );
}

/** What the path does not tell is left to the content. */
function isAmong(value: string | undefined, set: ReadonlySet<string> | undefined): boolean {
  return value === undefined || set === undefined || set.has(value);
}

/** `date` is a year, a month or a day: it is within when a part of it is. */
function isWithin(date: string | undefined, { firstDay, lastDay }: Wanted): boolean {
  if (date === undefined) return true;
  const isLateEnough = firstDay === undefined || date >= firstDay.slice(0, date.length);
  return isLateEnough && (lastDay === undefined || date <= lastDay.slice(0, date.length));
}
