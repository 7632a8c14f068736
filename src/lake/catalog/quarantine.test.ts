import { describe, expect, it } from 'vitest';
import { temporaryHome } from './catalog.fixture.ts';
import { type NewQuarantine, openCatalog } from './index.ts';

const ENTRY: NewQuarantine = {
  ...{ objectId: 4, trail: 'main', key: 'a', etag: 'e1', recordIndex: 7, byteStart: 10 },
  ...{
    byteEnd: 20,
    code: 'TG_DECODE_FAILED',
    reason: 'not JSON',
    raw: Uint8Array.of(0, 255),
    at: 1,
  },
};

describe('the quarantine', () => {
  it('lists entries without their bytes, and gives the bytes with the one', () => {
    using home = temporaryHome();
    const catalog = openCatalog(home.path);
    catalog.commit({ at: 1, quarantine: [ENTRY] });
    const { raw, ...listed } = ENTRY;

    const list = catalog.quarantine();
    const one = catalog.quarantineEntry(1);

    const expected = { ...listed, id: 1, state: 'open', resolvedAt: undefined };
    expect(list).toStrictEqual([expected]);
    expect(one).toEqual({ ...expected, raw });
    expect(catalog.quarantineEntry(2)).toBeUndefined();
    catalog.close();
  });

  it('pages by trail and state', () => {
    using home = temporaryHome();
    const catalog = openCatalog(home.path);
    const trails = ['main', 'other', 'main', 'main'];
    catalog.commit({ at: 1, quarantine: trails.map((trail) => ({ ...ENTRY, trail })) });
    catalog.resolveQuarantine([{ id: 4 }], 9);

    const page = catalog.quarantine({ trail: 'main', state: 'open', after: 1, limit: 5 });

    expect(page.map(({ id }) => id)).toEqual([3]);
    expect(catalog.quarantineEntry(4)).toMatchObject({ state: 'resolved', resolvedAt: 9 });
    catalog.close();
  });

  it('closes what an object left when it is read well, and opens what is wrong with it now', () => {
    using home = temporaryHome();
    const catalog = openCatalog(home.path);
    catalog.commit({ at: 1, quarantine: [ENTRY, { ...ENTRY, key: 'b' }] });

    catalog.commit({
      at: 2,
      resolutions: [{ trail: 'main', key: 'a' }],
      quarantine: [{ ...ENTRY, reason: 'still not JSON' }],
    });

    const open = catalog.quarantine({ state: 'open' });
    expect(open.map(({ key, reason }) => [key, reason])).toEqual([
      ['b', 'not JSON'],
      ['a', 'still not JSON'],
    ]);
    expect(catalog.status().openQuarantine).toBe(2);
    expect(catalog.resolveQuarantine([{ id: 1 }], 3)).toBe(0);
    catalog.close();
  });
});
