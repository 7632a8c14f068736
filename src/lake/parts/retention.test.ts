import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/time/index.ts';
import { anObject, temporaryHome } from '../catalog/catalog.fixture.ts';
import { fsck, openLake, partPath, retain, snapshot } from './index.ts';
import { effectsAt, idBatch, writeOne } from './lake.fixture.ts';
import { idsPath } from './paths.ts';

const NOW = Date.parse('2026-02-10T00:00:00Z');
const OLD = '2026-02-07' as Day;
const KEPT = '2026-02-08' as Day;

function makeLake(home: string) {
  const effects = effectsAt(NOW);
  const lake = openLake(home, effects);
  const parts = [
    writeOne(home, effects, { day: OLD, rows: 7 }),
    writeOne(home, effects, { day: OLD, rows: 8, kind: 'network' }),
    writeOne(home, effects, { day: KEPT, rows: 1 }),
  ];
  lake.ids.addBatch(idBatch(1, [1], OLD));
  lake.ids.addBatch(idBatch(1, [2], KEPT));
  lake.commit({ at: NOW, added: parts, objects: [anObject()] }, [1]);
  return { lake, effects, parts };
}

describe('retain', () => {
  it('takes whole days out of every table, and keeps the ledger', () => {
    using home = temporaryHome();
    const { lake, parts } = makeLake(home.path);

    const retention = retain(lake, { days: 2, now: NOW });

    expect(retention).toEqual({ first: KEPT, parts: 2, rows: 15, bytes: 24 });
    expect(snapshot(home.path, { kind: 'events' })).toMatchObject({ rows: 1, commit: 2 });
    expect(snapshot(home.path, { kind: 'network' }).rows).toBe(0);
    expect(lake.catalog.seen('main', [anObject()])).toEqual(['known']);
    expect(parts.every((part) => existsSync(partPath(home.path, part)))).toBe(true);
    lake.close();
  });

  it('forgets the ids of these days, on disk and in memory', () => {
    using home = temporaryHome();
    const { lake } = makeLake(home.path);

    retain(lake, { days: 2, now: NOW });

    expect(existsSync(idsPath(home.path, 'events', OLD))).toBe(false);
    expect(existsSync(idsPath(home.path, 'events', KEPT))).toBe(true);
    expect(lake.ids.addBatch(idBatch(2, [1], OLD))).toBe(0);
    expect(lake.ids.addBatch(idBatch(2, [2], KEPT))).toBe(1);
    lake.commit({ at: NOW }, [2]);
    expect(fsck(home.path).findings).toEqual([]);
    lake.close();
  });

  it('commits nothing when nothing is too old', () => {
    using home = temporaryHome();
    const { lake } = makeLake(home.path);

    const retention = retain(lake, { days: 3, now: NOW });

    expect(retention).toMatchObject({ first: OLD, parts: 0 });
    expect(lake.catalog.lastCommit()?.number).toBe(1);
    lake.close();
  });

  it('refuses a number of days that is none', () => {
    using home = temporaryHome();
    const { lake } = makeLake(home.path);

    const calls = [-1, 0.5, Number.NaN].map((days) => () => retain(lake, { days, now: NOW }));

    for (const call of calls) {
      expect(call).toThrow(expect.objectContaining({ code: 'TG_CONFIG_INVALID' }));
    }
    lake.close();
  });
});
