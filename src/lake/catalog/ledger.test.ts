import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anObject, temporaryHome } from './catalog.fixture.ts';
import { type CatalogChange, type LedgerRow, openCatalog } from './index.ts';

function catalogWith(home: string, change: Omit<CatalogChange, 'at'>) {
  const catalog = openCatalog(home);
  catalog.commit({ at: 1, ...change });
  return catalog;
}

describe('the ledger', () => {
  it('tells new objects from known ones and from those that changed', () => {
    using home = temporaryHome();
    const objects = [anObject({ key: 'a', etag: '1' }), anObject({ id: 2, key: 'a', etag: '2' })];
    const catalog = catalogWith(home.path, { objects });

    const sightings = catalog.seen('main', [
      { key: 'a', etag: '1' },
      { key: 'b', etag: '1' },
      { key: 'a', etag: '3' },
      { key: 'a', etag: '2' },
    ]);

    expect(sightings).toEqual(['known', 'new', 'changed', 'known']);
    expect(catalog.seen('other', [{ key: 'a', etag: '1' }])).toEqual(['new']);
    catalog.close();
  });

  it('finds every key again, whatever characters it has', () => {
    using home = temporaryHome();
    const catalog = openCatalog(home.path);
    // Half surrogate pairs among them: a file name may hold one.
    const unit = fc.nat(0xffff).map((code) => String.fromCharCode(code));
    const keys = fc.uniqueArray(fc.string({ unit, maxLength: 20 }), {
      selector: (key) => key.toWellFormed(),
    });
    fc.assert(
      fc.property(keys, (some) => {
        const trail = `trail ${catalog.nextObjectId()}`;
        const names = some.map((key) => ({ key, etag: 'e' }));
        const before = catalog.seen(trail, names);
        const objects = names.map((one) => anObject({ ...one, trail, id: catalog.nextObjectId() }));
        catalog.commit({ at: 1, objects });

        const after = catalog.seen(trail, names);

        expect(new Set(before)).toEqual(new Set(some.length > 0 ? ['new'] : []));
        expect(new Set(after)).toEqual(new Set(some.length > 0 ? ['known'] : []));
      }),
      { numRuns: 50 },
    );
    catalog.close();
  });

  it('answers for more keys than one look-up takes, in their order', () => {
    using home = temporaryHome();
    const catalog = catalogWith(home.path, { objects: [anObject({ key: 'k1500' })] });
    const names = Array.from({ length: 2500 }, (_, index) => ({ key: `k${index}`, etag: 'e1' }));

    const sightings = catalog.seen('main', names);

    expect(sightings).toHaveLength(2500);
    expect(sightings.indexOf('known')).toBe(1500);
    expect(sightings.filter((one) => one === 'new')).toHaveLength(2499);
    catalog.close();
  });

  it('gives back an object as it was entered, by name and in the listing', () => {
    using home = temporaryHome();
    const object = anObject({
      ...{ status: 'quarantined', reason: 'cut', rejected: 2, account: '123456789012' },
      ...{ region: 'eu-central-1', minTs: 5, maxTs: 6, modifiedAt: 7 },
    });
    const catalog = catalogWith(home.path, { objects: [object] });

    const found = catalog.object('main', object);

    expect(found).toStrictEqual({ ...object, day: undefined });
    expect([...catalog.objects()]).toEqual([object]);
    catalog.close();
  });

  it('lists by trail and status across pages, while commits go on', () => {
    using home = temporaryHome();
    const objects = Array.from({ length: 2100 }, (_, index) =>
      anObject({
        ...{ id: index + 1, key: `k${index}`, trail: index % 3 === 0 ? 'third' : 'main' },
        status: index % 2 === 0 ? 'committed' : 'skipped',
      }),
    );
    const catalog = catalogWith(home.path, { objects });

    const ids: number[] = [];
    for (const { id } of catalog.objects({ trail: 'third', status: 'skipped' })) {
      ids.push(id);
      catalog.commit({ at: 2 });
    }

    expect(ids).toHaveLength(350);
    expect(ids.every((id) => (id - 1) % 6 === 3)).toBe(true);
    catalog.close();
  });

  it('takes an object again under its id: counts are replaced, rows add up', () => {
    using home = temporaryHome();
    const first = anObject({ status: 'quarantined', rows: 8, rejected: 2 });
    const catalog = catalogWith(home.path, { objects: [first] });
    const again = anObject({ rows: 2, duplicates: 8, rejected: 0 });

    catalog.commit({ at: 2, objects: [again] });

    expect([...catalog.objects()]).toEqual([{ ...again, rows: 10 }]);
    expect(catalog.status().intake).toMatchObject({
      objects: { committed: 1, quarantined: 0, skipped: 0 },
      ...{ rows: 10, duplicates: 8, rejected: 0, bytes: 100 },
    });
    catalog.close();
  });

  it('adds up an object that is taken again among many new ones', () => {
    using home = temporaryHome();
    const many = Array.from({ length: 50 }, (_, index) =>
      anObject({ id: index + 1, key: `k${index}`, rows: 1 }),
    );
    const catalog = catalogWith(home.path, {
      objects: [7, 30].map((index) => many[index] as LedgerRow),
    });

    catalog.commit({ at: 2, objects: many });

    const rows = [...catalog.objects()].map((object) => object.rows);
    expect(rows).toEqual(many.map((_, index) => (index === 7 || index === 30 ? 2 : 1)));
    expect(catalog.status().intake).toMatchObject({ objects: { committed: 50 }, rows: 52 });
    catalog.close();
  });

  it.each([
    ['a known object under another id', anObject({ id: 2 })],
    ['another object under a known id', anObject({ key: 'b' })],
  ])('refuses %s', (_, object) => {
    using home = temporaryHome();
    const catalog = catalogWith(home.path, { objects: [anObject()] });

    const commit = () => catalog.commit({ at: 2, objects: [object] });

    expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_CONFLICT' }));
    expect([...catalog.objects()]).toEqual([anObject()]);
    catalog.close();
  });
});
