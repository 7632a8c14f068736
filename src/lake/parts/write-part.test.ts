import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, temporaryHome } from '../catalog/catalog.fixture.ts';
import { type WriteV, writeFully } from './disk.ts';
import { newPartId, partPath, writePart } from './index.ts';
import { effectsAt } from './lake.fixture.ts';

const NOON = Date.parse('2026-01-31T12:00:00.123Z');

describe('the path of a part', () => {
  it('is where Athena looks for events', () => {
    const id = newPartId(effectsAt(NOON));

    const path = partPath('/home', { kind: 'events', day: DAY, id });

    expect(path).toBe('/home/lake/dt=2026-01-31/20260131T120000123-0101010101010101.parquet');
  });

  it('of another table is outside of the folder of events', () => {
    const id = newPartId(effectsAt(NOON));

    const path = partPath('/home', { kind: 'network', day: DAY, id });

    expect(path).toMatch(/^\/home\/lake-network\/dt=2026-01-31\//);
  });

  it('sorts by creation', () => {
    const effects = effectsAt(NOON);
    const first = newPartId(effects);
    effects.time += 1;

    const second = newPartId(effects);

    expect(first < second).toBe(true);
  });
});

describe('writePart', () => {
  it('writes all buffers under the final name, and leaves nothing else', () => {
    using home = temporaryHome();
    const place = { kind: 'events', day: DAY, id: newPartId(effectsAt(NOON)) } as const;
    // More buffers than Linux takes in one call (IOV_MAX, 1,024).
    const buffers = Array.from({ length: 3000 }, (_, index) => Buffer.from(`${index},`));

    const bytes = writePart(home.path, place, buffers);

    const path = partPath(home.path, place);
    expect(readFileSync(path)).toEqual(Buffer.concat(buffers));
    expect(bytes).toBe(Buffer.concat(buffers).length);
    expect(readdirSync(join(path, '..'))).toEqual([`${place.id}.parquet`]);
  });

  it('says which path cannot be written, and leaves no half part', () => {
    using home = temporaryHome();
    const place = { kind: 'events', day: DAY, id: newPartId(effectsAt(NOON)) } as const;
    mkdirSync(partPath(home.path, place), { recursive: true });

    const write = () => writePart(home.path, place, [Buffer.from('x')]);

    expect(write).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));
    expect(write).toThrow(partPath(home.path, place));
    expect(readdirSync(join(partPath(home.path, place), '..'))).toEqual([`${place.id}.parquet`]);
  });

  it('says that the home is a file', () => {
    using home = temporaryHome();
    writeFileSync(join(home.path, 'lake'), '');
    const place = { kind: 'events', day: DAY, id: newPartId(effectsAt(NOON)) } as const;

    const write = () => writePart(home.path, place, [Buffer.from('x')]);

    expect(write).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));
  });
});

describe('writeFully', () => {
  it('writes every byte once, however few the system takes at a time', () => {
    const buffers = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 9 });
    const takes = fc.infiniteStream(fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(buffers, takes, fc.nat(100), (some, sizes, position) => {
        const all = Buffer.concat(some);
        const disk = Buffer.alloc(position + all.length);
        const writev: WriteV = (_, pieces, at) => {
          const piece = Buffer.concat(pieces).subarray(0, sizes.next().value);
          piece.copy(disk, at);
          return piece.length;
        };

        const written = writeFully(3, some, { position, writev });

        expect(written).toBe(all.length);
        expect(disk.subarray(position)).toEqual(all);
      }),
    );
  });

  it('gives up when the system takes nothing', () => {
    const write = () => writeFully(3, [Buffer.from('x')], { writev: () => 0 });

    expect(write).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));
  });
});
