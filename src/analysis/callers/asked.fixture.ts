import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../../collect/trails/index.ts';
import { openDesk } from '../../query/desk/index.ts';
import type { Engine, PlaceOf } from '../../query/engine/index.ts';
import { attributeLake } from './attribution.ts';

/** Whose calls `call` makes. */
export const SYSTEM = 'Reporting';
export const ROLE = 'arn:aws:iam::111122223333:role/reporting';
const OWN = [{ system: SYSTEM, match: [{ role: 'reporting' }] }];

export interface AskedLake {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

/** A lake with these records, and an engine over it that knows the system. */
export async function lakeWith(
  records: readonly object[],
  places?: () => Promise<PlaceOf>,
): Promise<AskedLake> {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-callers-'));
  const [home, file] = [join(folder, 'home'), join(folder, 'records.json')];
  writeFileSync(file, JSON.stringify({ Records: records }));
  await collect({ home, trails: [{ address: file }] });
  const attribution = () => attributeLake(home, OWN);
  const engine = await openDesk({ home, threads: 1, attribution, ...(places && { places }) });
  const close = async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  };
  return { engine, close };
}

/** A call of the system: a read of S3 in Ireland on a Wednesday at noon, where nothing else is said. */
export function call(eventID: string, more: object = {}): object {
  return {
    ...{ eventVersion: '1.09', eventTime: '2026-06-03T12:00:00Z', eventID, readOnly: true },
    ...{ eventName: 'ListBuckets', eventSource: 's3.amazonaws.com', awsRegion: 'eu-west-1' },
    ...{ recipientAccountId: '111122223333', sourceIPAddress: '192.0.2.7', userAgent: 'reports/1' },
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/reporting/nightly',
      sessionContext: { sessionIssuer: { type: 'Role', arn: ROLE, userName: 'reporting' } },
    },
    ...more,
  };
}
