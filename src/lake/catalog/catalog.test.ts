import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aCaller, anObject, aPart, DAY, DAY_TS, temporaryHome } from './catalog.fixture.ts';
import { dumpCatalog } from './dump.fixture.ts';
import type { NewPart, PartId } from './model.ts';
import { catalogPath, openCatalog } from './open.ts';
import { CHANGED_CALLERS, MIGRATIONS } from './schema.ts';
import { packedSessions } from './sessions.fixture.ts';

const A = 'a' as PartId;
const B = 'b' as PartId;
const C = 'c' as PartId;

function freshCatalog() {
  const home = temporaryHome();
  const catalog = openCatalog(home.path);
  return {
    catalog,
    home: home.path,
    [Symbol.dispose]() {
      catalog.close();
      home[Symbol.dispose]();
    },
  };
}

describe('a commit', () => {
  it('is numbered from 1 and remembers what it took in', () => {
    using fresh = freshCatalog();

    const first = fresh.catalog.commit({ at: 5, objects: [anObject({ duplicates: 3 })] });
    const second = fresh.catalog.commit({ at: 6 });

    expect([first, second]).toEqual([1, 2]);
    expect(fresh.catalog.lastCommit()).toEqual({
      number: 2,
      at: 6,
      rows: 0,
      duplicates: 0,
      objects: 0,
    });
  });

  it('replaces many parts by one', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A }), aPart({ id: B })] });

    fresh.catalog.commit({ at: 2, removed: [A, B], added: [aPart({ id: C, rows: 20 })] });

    const { commit, parts } = fresh.catalog.snapshotParts({ kind: 'events' });
    expect(commit).toBe(2);
    expect(parts.map(({ id, rows, addedBy }) => [id, rows, addedBy])).toEqual([[C, 20, 2]]);
  });

  it('changes nothing at all when one of its parts was removed before', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A }), aPart({ id: B })] });
    fresh.catalog.commit({ at: 2, removed: [A] });
    const change = { at: 3, removed: [A, B], added: [aPart({ id: C })], objects: [anObject()] };

    const commit = () => fresh.catalog.commit(change);

    expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_CONFLICT' }));
    expect(fresh.catalog.snapshotParts({ kind: 'events' }).parts.map(({ id }) => id)).toEqual([B]);
    expect([...fresh.catalog.objects()]).toEqual([]);
    expect(fresh.catalog.lastCommit()?.number).toBe(2);
  });

  it('keeps times that JavaScript cannot count exactly within its range', () => {
    using fresh = freshCatalog();
    const year9999 = Date.parse('9999-12-31') * 1000;

    fresh.catalog.commit({ at: 1, added: [aPart({ maxTs: year9999 })] });

    const late = fresh.catalog.snapshotParts({
      kind: 'events',
      from: year9999,
      to: year9999 + 1e9,
    });
    expect(late.parts).toHaveLength(1);
    expect(fresh.catalog.status().lastTs).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('the parts of a snapshot', () => {
  it('are those of the table that overlap the range, whatever it is', () => {
    const parts = fc.array(
      fc.record({
        kind: fc.constantFrom('events' as const, 'network' as const),
        minTs: fc.nat(50),
        length: fc.nat(20),
      }),
      { maxLength: 8 },
    );
    const range = fc.record({ from: fc.nat(70), to: fc.nat(70) }, { requiredKeys: [] });
    using fresh = freshCatalog();
    fc.assert(
      fc.property(parts, range, (some, { from, to }) => {
        const added = some.map(({ kind, minTs, length }, index): NewPart => {
          const id = `${fresh.catalog.lastCommit()?.number}-${index}` as PartId;
          return aPart({ id, kind, minTs, maxTs: minTs + length });
        });
        fresh.catalog.commit({ at: 1, added });

        const found = fresh.catalog.snapshotParts({ kind: 'events', from, to }).parts;

        const meant = added.filter(
          ({ kind, minTs, maxTs }) =>
            kind === 'events' && maxTs >= (from ?? -1) && minTs < (to ?? 1000),
        );
        expect(found.map(({ id }) => id).sort()).toEqual(meant.map(({ id }) => id).sort());
        fresh.catalog.commit({ at: 2, removed: added.map(({ id }) => id) });
      }),
      { numRuns: 60 },
    );
  });

  it('leave the catalog for good once their files are gone', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A }), aPart({ id: B })] });
    fresh.catalog.commit({ at: 1000, removed: [A] });

    const early = fresh.catalog.removedParts(1000);
    const late = fresh.catalog.removedParts(1001);
    fresh.catalog.forgetParts([A, B]);

    expect(early).toEqual([]);
    expect(late).toEqual([
      { ...aPart({ id: A }), addedAt: 1, addedBy: 1, removedAt: 1000, removedBy: 2 },
    ]);
    expect(fresh.catalog.parts().map(({ id }) => id)).toEqual([B]);
  });
});

describe('parts newer than a commit', () => {
  const D = 'd' as PartId;
  const newerThan = (fresh: ReturnType<typeof freshCatalog>, after: number) =>
    fresh.catalog.snapshotParts({ kind: 'events', after }).parts.map(({ id }) => id);

  it('are those that came after it', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A })] });
    fresh.catalog.commit({ at: 2, added: [aPart({ id: B })] });

    const found = [0, 1, 2].map((after) => newerThan(fresh, after));

    expect(found).toEqual([[A, B], [B], []]);
  });

  it('are of the table that is asked for', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A, kind: 'network' }), aPart({ id: B })] });

    const found = newerThan(fresh, 0);

    expect(found).toEqual([B]);
  });

  it('are none where a compaction put together what was known', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A })] });
    fresh.catalog.commit({ at: 2, added: [aPart({ id: B })] });
    fresh.catalog.commit({ at: 3, removed: [A, B], added: [aPart({ id: C })] });

    const found = [1, 2, 3].map((after) => newerThan(fresh, after));

    expect(found).toEqual([[C], [], []]);
  });

  it('are what came after a compaction', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A })] });
    fresh.catalog.commit({ at: 2, removed: [A], added: [aPart({ id: B })] });
    fresh.catalog.commit({ at: 3, added: [aPart({ id: C })] });

    const found = [1, 2].map((after) => newerThan(fresh, after));

    expect(found).toEqual([[C], [C]]);
  });

  it('are not those of other days that the same compaction put together', () => {
    using fresh = freshCatalog();
    const other = '2026-02-01' as typeof DAY;
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A })] });
    fresh.catalog.commit({ at: 2, added: [aPart({ id: B, day: other })] });
    const compacted = [aPart({ id: C }), aPart({ id: D, day: other })];
    fresh.catalog.commit({ at: 3, removed: [A, B], added: compacted });

    const found = newerThan(fresh, 1);

    expect(found).toEqual([D]);
  });

  it('are all of a compaction whose parts are forgotten: nothing tells that they were known', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({ at: 1, added: [aPart({ id: A })] });
    fresh.catalog.commit({ at: 2, removed: [A], added: [aPart({ id: B })] });
    fresh.catalog.forgetParts([A]);

    const found = newerThan(fresh, 1);

    expect(found).toEqual([B]);
  });
});

describe('object ids', () => {
  it('are not given again once a commit came after them, though their object was not in it', () => {
    using fresh = freshCatalog();
    const ids = [fresh.catalog.nextObjectId(), fresh.catalog.nextObjectId()];
    fresh.catalog.commit({ at: 1, objects: [anObject({ id: 1 })] });

    const reopened = openCatalog(fresh.home);

    expect(ids).toEqual([1, 2]);
    expect(reopened.nextObjectId()).toBe(3);
    reopened.close();
  });
});

describe('callers', () => {
  it('add up over commits, under ids of 64 bits', () => {
    using fresh = freshCatalog();
    const callerId = -9_223_372_036_854_775_807n;
    const first = aCaller({ callerId, userAgent: 'aws-cli', console: true, events: 2, lastTs: 90 });

    fresh.catalog.commit({ at: 1, callers: [{ ...first, firstTs: 50 }] });
    fresh.catalog.commit({ at: 2, callers: [{ ...first, firstTs: 20, lastTs: 60 }] });

    expect(fresh.catalog.callers()).toEqual([{ ...first, events: 4, firstTs: 20, lastTs: 90 }]);
  });

  it('come in pages, each once', () => {
    using fresh = freshCatalog();
    const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
    const ids = [least, ...Array.from({ length: 19_998 }, (_, at) => BigInt(at * 3)), most];
    fresh.catalog.commit({ at: 1, callers: ids.map((callerId) => aCaller({ callerId })) });

    const found = Array.from(fresh.catalog.callersAfter(undefined), ({ callerId }) => callerId);

    expect(found).toEqual(ids);
  });

  it('are those that a later commit saw, with all that is known of them', () => {
    using fresh = freshCatalog();
    const a = aCaller({ callerId: -5n });
    const b = aCaller({ callerId: 3n });
    const c = aCaller({ callerId: 8n });
    fresh.catalog.commit({ at: 1, callers: [a, b] });
    fresh.catalog.commit({ at: 2, callers: [c, a] });
    fresh.catalog.commit({ at: 3 });

    const after = [undefined, 0, 1, 2].map((commit) =>
      Array.from(fresh.catalog.callersAfter(commit), ({ callerId, events }) => [callerId, events]),
    );

    const all = [
      [-5n, 2],
      [3n, 1],
      [8n, 1],
    ];
    expect(after).toEqual([all, all, [all[0], all[2]], []]);
  });

  it('are found by their ids, in the order of the question', () => {
    using fresh = freshCatalog();
    const callers = [1n, 2n, 3n].map((callerId) => aCaller({ callerId }));
    fresh.catalog.commit({ at: 1, callers });

    const found = [...fresh.catalog.callersOf([3n, 9n, 1n])];

    expect(found).toEqual([callers[2], callers[0]]);
  });

  it('of a catalog that noted no commits are there before all of them', () => {
    using home = temporaryHome();
    openCatalog(home.path, {}, MIGRATIONS.slice(0, MIGRATIONS.indexOf(CHANGED_CALLERS))).close();
    const database = new DatabaseSync(catalogPath(home.path));
    database.exec('INSERT INTO callers VALUES (7, NULL, NULL, NULL, NULL, 0, 1, 0, 0)');
    database.close();

    const catalog = openCatalog(home.path);

    expect([...catalog.callersAfter(undefined)]).toEqual(catalog.callers());
    expect(catalog.callers()).toHaveLength(1);
    expect([...catalog.callersAfter(0)]).toEqual([]);
    catalog.close();
  });
});

describe('sessions', () => {
  it('keep what was known first and fill what was not', () => {
    using fresh = freshCatalog();
    const accessKeyId = 'ASIAEXAMPLE';
    fresh.catalog.commit({
      at: 1,
      sessions: [packedSessions({ accessKeyId, eventName: 'AssumeRole' })],
    });

    const other = { accessKeyId, eventName: 'Other', issuedAt: DAY_TS, tags: '{"team":"a"}' };
    fresh.catalog.commit({ at: 2, sessions: [packedSessions(other)] });

    expect(fresh.catalog.sessions()).toEqual([
      { accessKeyId, eventName: 'AssumeRole', issuedAt: DAY_TS, tags: '{"team":"a"}' },
    ]);
    expect(fresh.catalog.sessionTellings()).toHaveLength(2);
  });
});

describe('the lengths of the id index', () => {
  it('are replaced, and dropped by a length of 0', () => {
    using fresh = freshCatalog();
    const [events, network] = [
      { kind: 'events', day: DAY, bytes: 32 } as const,
      { kind: 'network', day: DAY, bytes: 16 } as const,
    ];
    fresh.catalog.commit({ at: 1, idLengths: [events, network] });

    fresh.catalog.commit({
      at: 2,
      idLengths: [
        { ...events, bytes: 48 },
        { ...network, bytes: 0 },
      ],
    });

    expect(fresh.catalog.idLengths()).toEqual([{ ...events, bytes: 48 }]);
  });
});

describe('the status', () => {
  it('of an empty lake is all zeros', () => {
    using fresh = freshCatalog();

    const status = fresh.catalog.status();

    expect(status).toMatchObject({ events: 0, parts: 0, days: 0, openQuarantine: 0, trails: [] });
    expect(status.firstTs).toBeUndefined();
    expect(status.lastCommit).toBeUndefined();
  });

  it('sums parts and objects, in all and by trail', () => {
    using fresh = freshCatalog();
    fresh.catalog.commit({
      at: 7,
      added: [aPart({ id: A }), aPart({ id: B, kind: 'network', rows: 5, maxTs: DAY_TS + 99 })],
      objects: [
        anObject({ id: 1, duplicates: 2 }),
        anObject({ id: 2, key: 'b', status: 'quarantined', rows: 4, rejected: 1 }),
        anObject({ id: 3, trail: 'other', status: 'skipped', rows: 0, kind: 'foreign' }),
      ],
      collected: ['main'],
    });

    const status = fresh.catalog.status();

    expect(status).toMatchObject({
      ...{ events: 10, rows: 15, parts: 2, bytes: 2000, rawBytes: 18_000, days: 1 },
      ...{ firstTs: DAY_TS, lastTs: DAY_TS + 99, lastCommit: { number: 1, rows: 14 } },
      intake: {
        objects: { committed: 1, quarantined: 1, skipped: 1 },
        ...{ bytes: 300, rawBytes: 2700, rows: 14, duplicates: 2, rejected: 1 },
      },
    });
    expect(status.trails).toMatchObject([
      { name: 'main', firstSeen: 7, lastCollected: 7, objects: { committed: 1, skipped: 0 } },
      { name: 'other', firstSeen: 7, lastCollected: undefined, rows: 0 },
    ]);
  });
});

describe('a dump', () => {
  it('is the same however the same input was cut into commits', () => {
    using one = freshCatalog();
    using two = freshCatalog();
    const entry = {
      objectId: 2,
      trail: 'main',
      key: 'b',
      etag: 'e1',
      code: 'X',
      reason: 'bad',
      at: 1,
    };
    const objects = [anObject(), anObject({ id: 2, key: 'b', status: 'quarantined', rejected: 1 })];
    one.catalog.commit({ at: 1, added: [aPart({ rows: 20 })], objects, quarantine: [entry] });

    two.catalog.commit({ at: 5, added: [aPart({ id: B })], objects: objects.slice(1) });
    two.catalog.commit({ at: 6, added: [aPart({ id: A })], objects: objects.slice(0, 1) });
    two.catalog.commit({ at: 7, quarantine: [{ ...entry, objectId: 9, at: 7 }] });

    expect(dumpCatalog(two.catalog)).toEqual(dumpCatalog(one.catalog));
  });
});
