import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/time/index.ts';
import { anObject, DAY, DAY_TS, temporaryHome } from '../catalog/catalog.fixture.ts';
import { catalogPath } from '../catalog/index.ts';
import { lakeInfo, newPartId, openLake, partPath, snapshot } from './index.ts';
import { duplicatesIn, effectsAt, idBatch, writeOne } from './lake.fixture.ts';
import { idsPath, unfinishedPath } from './paths.ts';

const NOW = Date.parse('2026-02-02T12:00:00Z');
const HOUR = 3_600_000;

describe('a commit of the lake', () => {
  it('shows its parts to readers, all at once and only then', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const added = [writeOne(home.path, effects), writeOne(home.path, effects, { rows: 5 })];
    const before = snapshot(home.path, { kind: 'events' });

    const number = lake.commit({ at: NOW, added, objects: [anObject()] });

    const after = snapshot(home.path, { kind: 'events' });
    expect([before.rows, before.commit]).toEqual([0, 0]);
    expect([after.rows, after.commit]).toEqual([15, number]);
    expect(after.parts.map(({ path }) => path)).toEqual(added.map((p) => partPath(home.path, p)));
    lake.close();
  });

  it('refuses a part whose file is missing or cut', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const missing = { ...writeOne(home.path, effects), id: newPartId(effects) };
    const cut = { ...writeOne(home.path, effects), bytes: 99 };

    const commits = [missing, cut].map((part) => () => lake.commit({ at: NOW, added: [part] }));

    for (const commit of commits) {
      expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_DAMAGED' }));
    }
    expect(snapshot(home.path, { kind: 'events' }).parts).toEqual([]);
    lake.close();
  });

  it('that is refused by the catalog can be made anew: its ids are still pending', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    lake.ids.addBatch(idBatch(1, [1, 2]));
    const removed = [newPartId(effects)];
    expect(() => lake.commit({ at: NOW, removed }, [1])).toThrow('had been removed already');

    lake.commit({ at: NOW }, [1]);

    lake.close();
    const reopened = openLake(home.path, effects);
    expect(duplicatesIn(reopened, 1, [1, 2, 3])).toEqual([1, 2]);
    expect(statSync(idsPath(home.path, 'events', DAY)).size).toBe(32);
    reopened.close();
  });

  it('that fails at the disk changes nothing, and is the last of this opening', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const added = [writeOne(home.path, effects)];
    lake.ids.addBatch(idBatch(1, [1]));
    writeFileSync(join(home.path, 'ids'), 'a file where a folder should be');
    const commit = () => lake.commit({ at: NOW, added }, [1]);
    expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));
    rmSync(join(home.path, 'ids'));

    expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));

    expect(snapshot(home.path, { kind: 'events' }).parts).toEqual([]);
    lake.close();
    openLake(home.path, effects).close();
  });

  it('replaces parts by one, whose files stay for readers and go after the grace period', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const small = [writeOne(home.path, effects), writeOne(home.path, effects)];
    lake.commit({ at: NOW, added: small });
    const reader = snapshot(home.path, { kind: 'events' });
    const large = writeOne(home.path, effects, { rows: 20 });

    lake.commit({ at: NOW, added: [large], removed: small.map(({ id }) => id) });

    expect(snapshot(home.path, { kind: 'events' })).toMatchObject({ rows: 20, parts: [{}] });
    effects.time = NOW + HOUR;
    expect(lake.sweep()).toEqual({ parts: 0, bytes: 0 });
    expect(reader.parts.every(({ path }) => existsSync(path))).toBe(true);
    effects.time = NOW + HOUR + 1;
    expect(lake.sweep()).toEqual({ parts: 2, bytes: 24 });
    expect(reader.parts.some(({ path }) => existsSync(path))).toBe(false);
    lake.close();
  });
});

describe('opening a lake', () => {
  it('removes what a killed writer left, and says so', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const kept = writeOne(home.path, effects);
    lake.ids.addBatch(idBatch(1, [1]));
    lake.commit({ at: NOW, added: [kept] }, [1]);
    lake.close();
    const orphan = writeOne(home.path, effects, { kind: 'network' });
    const unfinished = unfinishedPath(home.path, { ...kept, id: newPartId(effects) });
    writeFileSync(unfinished, 'half');
    writeFileSync(idsPath(home.path, 'events', DAY), Buffer.alloc(50), { flag: 'a' });
    writeFileSync(idsPath(home.path, 'events', '2026-03-01' as Day), Buffer.alloc(16));

    const reopened = openLake(home.path, effects);

    expect(reopened.recovery).toEqual({ orphans: 2, orphanBytes: 16, idBytes: 66 });
    expect(readdirSync(dirname(unfinished))).toEqual([`${kept.id}.parquet`]);
    expect(existsSync(dirname(partPath(home.path, orphan)))).toBe(false);
    expect(readdirSync(join(home.path, 'ids', 'events'))).toEqual([`${DAY}.ids`]);
    reopened.close();
  });

  it('leaves files alone that are none of ours', () => {
    using home = temporaryHome();
    openLake(home.path).close();
    const folder = join(home.path, 'lake', `dt=${DAY}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.parquet'), '');

    const lake = openLake(home.path);

    expect(lake.recovery.orphans).toBe(0);
    expect(readdirSync(folder)).toEqual(['mine.parquet']);
    lake.close();
  });

  it('deletes parts whose grace period ended while nobody was there', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const part = writeOne(home.path, effects);
    lake.commit({ at: NOW, added: [part] });
    lake.commit({ at: NOW, removed: [part.id] });
    lake.close();
    effects.time = NOW + 2 * HOUR;

    openLake(home.path, effects).close();

    expect(existsSync(partPath(home.path, part))).toBe(false);
  });

  it('does not take a whole lake for leftovers when its catalog was lost', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const part = writeOne(home.path, effects);
    lake.commit({ at: NOW, added: [part] });
    lake.close();
    rmSync(catalogPath(home.path));

    const open = () => openLake(home.path, effects);

    expect(open).toThrow(expect.objectContaining({ code: 'TG_LAKE_DAMAGED' }));
    expect(existsSync(partPath(home.path, part))).toBe(true);
  });

  it('lets one writer in, and the next one after a failure', () => {
    using home = temporaryHome();
    const lake = openLake(home.path);

    const open = () => openLake(home.path);

    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_BUSY' }));
    lake.close();
    writeFileSync(catalogPath(home.path), 'no catalog any more, but a text');
    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_DAMAGED' }));
    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_DAMAGED' }));
  });
});

describe('a snapshot', () => {
  it('holds the parts of a table within a range', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const day = '2026-02-01' as Day;
    const meant = writeOne(home.path, effects, { day, rows: 3 });
    const others = [
      writeOne(home.path, effects),
      writeOne(home.path, effects, { kind: 'network' }),
    ];
    lake.commit({ at: NOW, added: [meant, ...others] });

    const { parts, rows } = snapshot(home.path, { kind: 'events', from: DAY_TS + 86_400_000_000 });

    expect(rows).toBe(3);
    expect(parts).toEqual([
      {
        ...{ path: partPath(home.path, meant), rows: 3, bytes: 12, day },
        ...{ minTs: DAY_TS + 86_400_000_000, maxTs: DAY_TS + 172_799_999_999 },
      },
    ]);
    lake.close();
  });

  it('is refused while a listed file is missing', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const part = writeOne(home.path, effects);
    lake.commit({ at: NOW, added: [part] });
    lake.close();
    rmSync(partPath(home.path, part));

    const take = () => snapshot(home.path, { kind: 'events' });

    expect(take).toThrow(expect.objectContaining({ code: 'TG_LAKE_DAMAGED' }));
    expect(take).toThrow(partPath(home.path, part));
  });

  it('is refused where there is no lake', () => {
    using home = temporaryHome();

    const take = () => snapshot(home.path, { kind: 'events' });

    expect(take).toThrow(expect.objectContaining({ code: 'TG_LAKE_EMPTY' }));
  });
});

describe('lakeInfo', () => {
  it('sums live parts by table and day, and in all', () => {
    using home = temporaryHome();
    const effects = effectsAt(NOW);
    const lake = openLake(home.path, effects);
    const added = [
      writeOne(home.path, effects),
      writeOne(home.path, effects, { rows: 1, text: '' }),
      writeOne(home.path, effects, { kind: 'insights', rows: 4 }),
    ];
    lake.commit({ at: NOW, added });

    const info = lakeInfo(home.path);

    expect(info).toMatchObject({ parts: 3, rows: 15, bytes: 32, rawBytes: 288 });
    expect(info.days).toMatchObject([
      { kind: 'events', day: DAY, parts: 2, rows: 11, bytes: 20 },
      { kind: 'insights', day: DAY, parts: 1, rows: 4, bytes: 12 },
    ]);
    lake.close();
  });
});
