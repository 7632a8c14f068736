import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdLog } from './id-log.ts';
import { LANES } from './id-slots.ts';

const batches = fc.array(fc.array(fc.boolean(), { maxLength: 12 }), { maxLength: 12 });

it('keeps the ids of all rows but duplicates, in order, as it grows', () => {
  fc.assert(
    fc.property(batches, fc.nat(3), (marks, skipped) => {
      const log = new IdLog();
      const expected: number[] = [];
      let next = 1;
      for (const duplicates of marks) {
        const ids = Int32Array.from({ length: duplicates.length * LANES }, () => next++);
        const from = Math.min(skipped, duplicates.length);
        log.push(ids, { from, to: duplicates.length }, Uint8Array.from(duplicates, Number));
        expected.push(
          ...ids.filter((_, lane) => {
            const row = Math.floor(lane / LANES);
            return row >= from && !duplicates[row];
          }),
        );
      }

      expect([...log.ids]).toEqual(expected);
    }),
  );
});
