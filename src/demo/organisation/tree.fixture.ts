import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type GenerateOptions, generate, type Truth } from './index.ts';

/** As much of a record as the tests ask for. */
export interface TestRecord {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly awsRegion: string;
  readonly recipientAccountId: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly sharedEventID?: string;
  readonly sessionCredentialFromConsole?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: {
    readonly credentials?: { readonly accessKeyId: string };
    readonly [key: string]: unknown;
  } | null;
  readonly userIdentity: {
    readonly type?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly accessKeyId?: string;
    readonly userName?: string;
    readonly invokedBy?: string;
    readonly onBehalfOf?: { readonly userId: string };
    readonly sessionContext?: {
      readonly sessionIssuer: { readonly arn: string };
      readonly attributes: { readonly creationDate: string };
    };
  };
}

interface TestFile {
  /** Below the target folder. */
  readonly key: string;
  readonly records: readonly TestRecord[];
}

export interface Generated {
  readonly truth: Truth;
  /** Of the `CloudTrail` kind. */
  readonly files: readonly TestFile[];
  /** Each event once. */
  readonly events: readonly TestRecord[];
  /** Of every file and name, truth.json too. */
  readonly hash: string;
  readonly otherFiles: readonly TestFile[];
}

/** Generates into a folder of its own, reads it back, removes it. */
export async function generated(options: Omit<GenerateOptions, 'dir'>): Promise<Generated> {
  const dir = mkdtempSync(join(tmpdir(), 'organisation-'));
  try {
    await generate({ ...options, dir });
    return readTree(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function readTree(dir: string): Generated {
  const keys = globSync('**/*.json.gz', { cwd: dir }).sort();
  const hash = createHash('sha256');
  const all = keys.map((key) => {
    const bytes = readFileSync(join(dir, key));
    hash.update(key).update(bytes);
    const { Records } = JSON.parse(gunzipSync(bytes).toString()) as {
      readonly Records: readonly TestRecord[];
    };
    return { key, records: Records };
  });
  const truth = readFileSync(join(dir, 'truth.json'), 'utf8');
  const files = all.filter(({ key }) => key.includes('/CloudTrail/'));
  const events = new Map<string, TestRecord>();
  for (const record of files.flatMap((file) => file.records)) events.set(record.eventID, record);
  return {
    truth: JSON.parse(truth) as Truth,
    files,
    events: [...events.values()],
    hash: hash.update(truth).digest('hex'),
    otherFiles: all.filter((file) => !files.includes(file)),
  };
}

/** Counts by a name; those without one are left out. */
export function countBy<T>(
  list: readonly T[],
  name: (item: T) => string | undefined,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of list) {
    const key = name(item);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
