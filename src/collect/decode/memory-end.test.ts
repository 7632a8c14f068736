import { expect, it } from 'vitest';
import { TABLES } from '../../cloudtrail/columns/index.ts';
import { applyLayout } from './layout.ts';
import { loadScanModule, newScanModule, type ScanModule } from './wasm-module.ts';

const PAGE = 65_536;
/** Zero bytes behind a text, which the scanner counts on. */
const PADDING = 64;

function log(identity: object): Buffer {
  const record = {
    userIdentity: identity,
    eventVersion: '1.08',
    eventTime: '2026-03-01T10:00:00Z',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    eventID: 'a',
  };
  return Buffer.from(`${JSON.stringify(record)}]`);
}

/** Puts a text into a new page, as near to the end of the memory as a text can lie. */
function placeAtEnd({ memory }: ScanModule, text: Buffer): number {
  const end = memory.grow(1) * PAGE + PAGE;
  const at = end - PADDING - text.length;
  new Uint8Array(memory.buffer).set(text, at);
  return at;
}

it('reads a userIdentity at the end of the memory that begins like a longer one', () => {
  const x = newScanModule(loadScanModule());
  applyLayout(x, TABLES.events);
  x.beginBatch(0);
  const beginning = { type: 'AssumedRole', principalId: 'AROA'.padEnd(100, 'X') };
  const longer = log({ ...beginning, arn: 'arn:aws:sts::1:'.padEnd(700, 'x') });
  const shorter = log(beginning);

  const ends = [longer, shorter].map((text) => x.scanRecords(placeAtEnd(x, text), 1));

  expect(ends).toEqual([1, 1]);
  expect(x.batchRows()).toBe(2);
});
