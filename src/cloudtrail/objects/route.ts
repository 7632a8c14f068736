import { type Day, dayOf, dayStart } from '../../base/time/index.ts';
import type { ObjectKind } from './kinds.ts';
import { type LogFolder, logFolderOf } from './log-folder.ts';
import { type ObjectName, parseObjectName } from './object-name.ts';

/** Where an object belongs, as far as its key tells. Its records have the last word. */
export interface Route {
  readonly kind: ObjectKind;
  readonly account?: string;
  readonly region?: string;
  readonly day?: Day;
}

/** The folders count first, the file name where they are silent. */
export function routeOf(folder: LogFolder, name: ObjectName | undefined): Route {
  const account = folder.account ?? name?.account;
  const region = folder.region ?? name?.region;
  const day = dayOfFolder(folder) ?? (name?.stamp === undefined ? undefined : dayOf(name.stamp));
  return {
    kind: folder.kind ?? name?.kind ?? 'unknown',
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(day !== undefined && { day }),
  };
}

/** The day of a day folder, if there is such a day. */
export function dayOfFolder(folder: LogFolder): Day | undefined {
  if (folder.place !== 'day' || folder.date === undefined) return undefined;
  const day = folder.date as Day;
  const start = dayStart(day);
  return Number.isNaN(start) || dayOf(start) !== day ? undefined : day;
}

/**
 * Tells the routes of many keys, as `parseObjectKey` does for one. A folder is taken apart once, not again for
 * each of its files; where it says everything, these share one route.
 */
export class Router {
  readonly #above: string;
  #path: string | undefined;
  #folder: LogFolder = logFolderOf('');
  #route: Route = { kind: 'unknown' };
  #isWhole = false;

  /** `above`: what stands before every key; empty, or ending in `/`. */
  constructor(above = '') {
    this.#above = above;
  }

  of(key: string): Route {
    const slash = key.lastIndexOf('/') + 1;
    if (this.#path?.length !== slash || !key.startsWith(this.#path))
      this.#enter(key.slice(0, slash));
    return this.#isWhole ? this.#route : routeOf(this.#folder, parseObjectName(key.slice(slash)));
  }

  #enter(path: string): void {
    this.#path = path;
    this.#folder = logFolderOf(`${this.#above}${path}`);
    this.#route = routeOf(this.#folder, undefined);
    const { account, region, day } = this.#route;
    this.#isWhole = this.#folder.kind !== undefined && ![account, region, day].includes(undefined);
  }
}
