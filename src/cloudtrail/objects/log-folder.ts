import { kindOf, type ObjectKind } from './kinds.ts';
import { REGION, regionOf } from './regions.ts';

/**
 * How deep a folder stands in `AWSLogs/[o-id/]<account>/<K>/<region>/YYYY/MM/DD/`:
 * `account` is the folder of one account, and so on; `outside` is everything else.
 */
export type Place = 'outside' | 'logs' | 'account' | 'kind' | 'region' | 'year' | 'month' | 'day';

/** A folder of a trail, and what the names on the way to it say. */
export interface LogFolder {
  /** Ends in `/`; empty for the root. */
  readonly path: string;
  readonly place: Place;
  /** What stands before the layout; absent as long as no layout was met. */
  readonly prefix?: string;
  /** Whether an `AWSLogs` folder is among those above it. */
  readonly underLogs: boolean;
  readonly organisation?: string;
  readonly account?: string;
  readonly kind?: ObjectKind;
  readonly region?: string;
  /** `2026`, `2026-01` or `2026-01-31`. */
  readonly date?: string;
}

interface Step {
  readonly from: readonly Place[];
  readonly name: RegExp;
  readonly to: Place;
  readonly says: (name: string, folder: LogFolder) => Partial<LogFolder>;
}

// Outside a layout a name must be surer of itself: `log-files-1` and `1234` are folders of people.
const SURE_REGION =
  /^[a-z]{2,4}-(?:gov-|iso[a-z]?-|de-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/;

/** The layout, from the guide's "CloudTrail log file examples". */
const STEPS: readonly Step[] = [
  {
    from: ['outside', 'logs'],
    name: /^o-[a-z0-9]{10,32}$/,
    to: 'logs',
    says: (name) => ({ organisation: name }),
  },
  {
    from: ['outside', 'logs'],
    name: /^\d{12}$/,
    to: 'account',
    says: (name) => ({ account: name }),
  },
  {
    from: ['outside', 'account'],
    name: /^CloudTrail(?:-[A-Za-z]+)?$/,
    to: 'kind',
    says: (name) => ({ kind: kindOf(name) }),
  },
  { from: ['kind'], name: /^Query$/, to: 'region', says: () => ({}) },
  {
    from: ['kind'],
    name: new RegExp(`^${REGION}$`),
    to: 'region',
    says: (name) => ({ region: regionOf(name) }),
  },
  { from: ['outside'], name: SURE_REGION, to: 'region', says: (name) => ({ region: name }) },
  { from: ['region'], name: /^\d{4}$/, to: 'year', says: (name) => ({ date: name }) },
  { from: ['outside'], name: /^20\d{2}$/, to: 'year', says: (name) => ({ date: name }) },
  {
    from: ['year'],
    name: /^\d{2}$/,
    to: 'month',
    says: (name, { date }) => ({ date: `${date}-${name}` }),
  },
  {
    from: ['month'],
    name: /^\d{2}$/,
    to: 'day',
    says: (name, { date }) => ({ date: `${date}-${name}` }),
  },
];

const ROOT: LogFolder = { path: '', place: 'outside', underLogs: false };

/** The folder of that path: empty, or ending in `/`. Any text gives an answer. */
export function logFolderOf(path: string): LogFolder {
  return path.split('/').slice(0, -1).reduce(enterFolder, ROOT);
}

/** The folder `name` inside `folder`. */
export function enterFolder(folder: LogFolder, name: string): LogFolder {
  const path = `${folder.path}${name}/`;
  if (name === 'AWSLogs') return { path, place: 'logs', prefix: folder.path, underLogs: true };
  // Whatever lies inside a day, or inside another service's logs, belongs to it; `//` says nothing.
  const isPart = name === '' || folder.place === 'day' || folder.kind === 'foreign';
  if (isPart) return { ...folder, path };
  const step = STEPS.find((each) => each.from.includes(folder.place) && each.name.test(name));
  if (step) {
    const says = step.says(name, folder);
    return { prefix: folder.path, ...folder, path, place: step.to, ...says };
  }
  const isForeign = folder.place === 'account' && folder.underLogs;
  if (isForeign) return { ...folder, path, place: 'kind', kind: 'foreign' };
  return leaveLayout(folder, path);
}

function leaveLayout(folder: LogFolder, path: string): LogFolder {
  const { date: _, ...rest } = folder;
  return { ...rest, path, place: 'outside' };
}
