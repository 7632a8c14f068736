import type { ObjectKind } from './kinds.ts';
import { type LogFolder, logFolderOf } from './log-folder.ts';
import { type ObjectName, parseObjectName } from './object-name.ts';
import { dayOfFolder, type Route, routeOf } from './route.ts';

/**
 * What a key says about its object: routing and provenance only. Records may name another account,
 * region or day, and then the record is right.
 */
export interface ObjectKey extends Route {
  /** What stands before the layout, with its last `/`; of a loose file its folder. */
  readonly prefix: string;
  readonly organisation?: string;
  /** The time in the name, milliseconds since 1970: near the delivery, at times later than it. */
  readonly stamp?: number;
  /** In words, what is not as CloudTrail writes it. The object is read all the same. */
  readonly unusual?: string;
}

/** Reads any key: the folders first, the file name where they are silent. Never throws. */
export function parseObjectKey(key: string): ObjectKey {
  const slash = key.lastIndexOf('/') + 1;
  const folder = logFolderOf(key.slice(0, slash));
  const name = parseObjectName(key.slice(slash));
  const unusual = findOddities(folder, name).join('; ');
  return {
    ...routeOf(folder, name),
    prefix: folder.prefix ?? folder.path,
    ...(folder.organisation !== undefined && { organisation: folder.organisation }),
    ...(name?.stamp !== undefined && { stamp: name.stamp }),
    ...(unusual !== '' && { unusual }),
  };
}

const DELIVERED: ReadonlySet<ObjectKind> = new Set(['events', 'insights', 'network', 'aggregated']);

function findOddities(folder: LogFolder, name: ObjectName | undefined): readonly string[] {
  const odd: string[] = [];
  const isLog = DELIVERED.has(folder.kind ?? name?.kind ?? 'unknown');
  if (isLog && !name) odd.push('the name is not one that CloudTrail gives');
  if (isLog && name && name.unique?.length !== 16) {
    odd.push('the 16 characters after the time are missing');
  }
  if (name && name.stamp === undefined) odd.push('the time in the name does not exist');
  if (folder.place === 'day' && !dayOfFolder(folder)) odd.push(`there is no day ${folder.date}`);
  if (isLog && folder.underLogs && folder.place !== 'day')
    odd.push('it lies outside the day folders');
  return [...odd, ...findDisagreements(folder, name)];
}

function findDisagreements(folder: LogFolder, name: ObjectName | undefined): readonly string[] {
  const odd: string[] = [];
  if (folder.region && folder.path.includes(`/${folder.region.replaceAll('-', '_')}/`)) {
    odd.push(`the region folder is written ${folder.region.replaceAll('-', '_')}`);
  }
  if (!name) return odd;
  for (const part of ['account', 'region', 'kind'] as const) {
    const said = folder[part];
    if (said !== undefined && said !== name[part]) {
      odd.push(`the name says ${part} ${name[part]}, the folder ${said}`);
    }
  }
  return odd;
}
