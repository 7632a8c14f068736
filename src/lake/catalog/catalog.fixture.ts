import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Day } from '../../base/time/index.ts';
import type { CallerRow, LedgerRow, NewPart, PartId } from './model.ts';

/** A folder of its own for one test; `using` removes it. */
export function temporaryHome(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'trailglass-lake-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export const DAY = '2026-01-31' as Day;
/** The first microsecond of `DAY`. */
export const DAY_TS = Date.parse(`${DAY}T00:00:00Z`) * 1000;

export function aPart(change: Partial<NewPart> = {}): NewPart {
  return {
    id: '20260131T120000000-00000000000000aa' as PartId,
    kind: 'events',
    day: DAY,
    rows: 10,
    bytes: 1000,
    rawBytes: 9000,
    minTs: DAY_TS,
    maxTs: DAY_TS + 9,
    ...change,
  };
}

export function anObject(change: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id: 1,
    trail: 'main',
    key: 'AWSLogs/1/CloudTrail/a.json.gz',
    etag: 'e1',
    size: 100,
    kind: 'events',
    status: 'committed',
    rows: 10,
    duplicates: 0,
    rejected: 0,
    rawBytes: 900,
    seenAt: 1,
    ...change,
  };
}

export function aCaller(change: Partial<CallerRow> = {}): CallerRow {
  return { callerId: 1n, console: false, events: 1, firstTs: DAY_TS, lastTs: DAY_TS, ...change };
}
