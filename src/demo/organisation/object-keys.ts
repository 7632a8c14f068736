import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Place } from './model.ts';
import { isoSecond } from './moment.ts';
import { ORGANISATION } from './world/accounts.ts';

type ObjectKind = 'CloudTrail' | 'CloudTrail-Insight' | 'CloudTrail-NetworkActivity';

/** What the name of a log object says. */
export interface ObjectName extends Place {
  readonly kind: ObjectKind;
  readonly keyTime: number;
  readonly suffix: string;
}

// Level 4 takes a third less time than 6 and makes objects a tenth larger.
const COMPRESSION_LEVEL = 4;

/** Where the object lies below the bucket, as an organisation trail names it. */
function objectKey({ kind, account, region, keyTime, suffix }: ObjectName): string {
  const time = isoSecond(keyTime);
  const stamp = `${time.slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  const folder = time.slice(0, 10).replaceAll('-', '/');
  return `AWSLogs/${ORGANISATION}/${account}/${kind}/${region}/${folder}/${account}_${kind}_${region}_${stamp}_${suffix}.json.gz`;
}

/** Writes log objects; gives the compressed size of each. */
export type WriteObject = (name: ObjectName, records: readonly string[]) => number;

/** Remembers which folders exist, as most objects share theirs. */
export function createObjectWriter(dir: string): WriteObject {
  const folders = new Set<string>();
  return (name, records) => {
    const path = join(dir, objectKey(name));
    const folder = dirname(path);
    if (!folders.has(folder)) {
      mkdirSync(folder, { recursive: true });
      folders.add(folder);
    }
    const bytes = gzipSync(`{"Records":[${records.join(',')}]}`, { level: COMPRESSION_LEVEL });
    writeFileSync(path, bytes);
    return bytes.length;
  };
}
