import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { anObject, aPart, temporaryHome } from './catalog.fixture.ts';
import { catalogPath, openCatalog } from './open.ts';
import { MIGRATIONS, PLACES } from './schema.ts';
import { lockWriter } from './writer-lock.ts';

const READER = fileURLToPath(new URL('./reader.fixture.ts', import.meta.url));
// Rights do not bind root: there, the reader is nobody, who needs to reach this folder.
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const MAY_BE_NOBODY = spawnSync(process.execPath, ['--check', READER], NOBODY).status === 0;
const NEXT = [...MIGRATIONS, 'ALTER TABLE parts ADD COLUMN note TEXT'];

describe('openCatalog', () => {
  it('refuses a reader where there is no lake, and makes nothing', () => {
    using home = temporaryHome();

    const open = () => openCatalog(`${home.path}/none`, { readonly: true });

    expect(open).toThrow(expect.objectContaining({ code: 'TG_LAKE_EMPTY' }));
    expect(readdirSync(home.path)).toEqual([]);
  });

  it('takes a catalog whose making was cut short for no lake', () => {
    using home = temporaryHome();
    writeFileSync(catalogPath(home.path), '');

    const open = () => openCatalog(home.path, { readonly: true });

    expect(open).toThrow(expect.objectContaining({ code: 'TG_LAKE_EMPTY' }));
  });

  it('lets a reader in after the writer has closed, and beside it', () => {
    using home = temporaryHome();
    const writer = openCatalog(home.path);
    writer.commit({ at: 1, added: [aPart()] });
    const beside = openCatalog(home.path, { readonly: true });
    const seenBeside = beside.lastCommit()?.number;
    beside.close();
    writer.close();

    const after = openCatalog(home.path, { readonly: true });

    expect(after.snapshotParts({ kind: 'events' }).commit).toBe(1);
    expect(seenBeside).toBe(1);
    after.close();
  });

  it.skipIf(!MAY_BE_NOBODY)('lets a reader in that may not write the home', () => {
    using home = temporaryHome();
    const writer = openCatalog(home.path);
    writer.commit({ at: 1 });
    writer.close();
    chmodSync(home.path, 0o555);

    const read = spawnSync(process.execPath, [READER, home.path], { encoding: 'utf8', ...NOBODY });

    expect(read).toMatchObject({ stdout: '1', stderr: '' });
    chmodSync(home.path, 0o755);
  });

  it('lets a reader write nothing', () => {
    using home = temporaryHome();
    openCatalog(home.path).close();
    const reader = openCatalog(home.path, { readonly: true });

    const commit = () => reader.commit({ at: 1 });

    expect(commit).toThrow(expect.objectContaining({ code: 'TG_LAKE_UNWRITABLE' }));
    reader.close();
  });

  it('refuses a catalog of a newer version in words', () => {
    using home = temporaryHome();
    openCatalog(home.path, {}, NEXT).close();

    const open = () => openCatalog(home.path, { readonly: true });

    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_NEWER' }));
    expect(open).toThrow(
      `has schema version ${NEXT.length}; this Trailglass knows ${NEXT.length - 1}`,
    );
  });

  it.each(['reader', 'writer'])('refuses a file that is no database to a %s', (who) => {
    using home = temporaryHome();
    writeFileSync(catalogPath(home.path), 'not a database, but a text of some length');

    const open = () => openCatalog(home.path, { readonly: who === 'reader' });

    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_DAMAGED' }));
  });

  it('leaves the database of another program alone', () => {
    using home = temporaryHome();
    const other = new DatabaseSync(catalogPath(home.path));
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();

    const open = () => openCatalog(home.path);

    expect(open).toThrow('is not a Trailglass catalog');
    expect(existsSync(`${catalogPath(home.path)}-wal`)).toBe(false);
  });

  it('is brought forward by the first reader of a newer version, content kept', () => {
    using home = temporaryHome();
    const old = openCatalog(home.path);
    old.commit({ at: 1, objects: [anObject()] });
    old.close();

    const reader = openCatalog(home.path, { readonly: true }, NEXT);

    expect([...reader.objects()]).toEqual([anObject()]);
    reader.close();
    expect(() => openCatalog(home.path)).toThrow(`schema version ${NEXT.length}`);
  });

  it('keeps the sessions that lay in rows of their own', () => {
    using home = temporaryHome();
    openCatalog(home.path, {}, MIGRATIONS.slice(0, 1)).close();
    const old = new DatabaseSync(catalogPath(home.path));
    old.exec(`INSERT INTO sessions (access_key_id, event_name, issued_at, tags)
      VALUES ('ASIAB', 'AssumeRole', 5, '{"team":"a"}'), ('ASIAA', NULL, NULL, NULL)`);
    old.close();

    const catalog = openCatalog(home.path);

    expect(catalog.sessions()).toStrictEqual([
      { accessKeyId: 'ASIAA' },
      { accessKeyId: 'ASIAB', eventName: 'AssumeRole', issuedAt: 5, tags: '{"team":"a"}' },
    ]);
    catalog.close();
  });

  it('keeps the objects whose rows held their whole keys', () => {
    using home = temporaryHome();
    openCatalog(home.path, {}, MIGRATIONS.slice(0, MIGRATIONS.indexOf(PLACES))).close();
    const old = new DatabaseSync(catalogPath(home.path));
    old.exec("INSERT INTO trails (id, name, first_seen) VALUES (1, 's3://b', 1), (2, 'files', 1)");
    const insert = old.prepare(`INSERT INTO objects VALUES
      (?, ?, ?, ?, 100, ?, 'committed', NULL, 10, 0, 0, 900, ?, NULL, NULL, 5, 6, 7, NULL)`);
    const names = ['a/b/c', 'a/b/c', 'a/b/d', 'a/b/', 'c', '/x y/ü/c', 'bab/ab/ba', ''];
    const objects = names.map((key, index) =>
      anObject({
        ...{ id: index + 1, trail: index % 3 === 2 ? 'files' : 's3://b', key, etag: `e${index}` },
        ...{ kind: index % 4 === 2 ? 'insights' : 'events', seenAt: 7, minTs: 5, maxTs: 6 },
        account: index % 2 ? '111122223333' : undefined,
      }),
    );
    for (const { id, trail, key, etag, kind, account } of objects) {
      insert.run(id, trail === 'files' ? 2 : 1, key, etag, kind, account ?? null);
    }
    old.close();

    const catalog = openCatalog(home.path);

    expect([...catalog.objects()]).toEqual(objects);
    for (const one of objects) expect(catalog.object(one.trail, one)).toEqual(one);
    expect(catalog.seen('s3://b', objects)).toEqual(
      objects.map(({ trail }) => (trail === 's3://b' ? 'known' : 'new')),
    );
    expect(catalog.accounts()).toEqual(['111122223333']);
    expect(Array.from(catalog.origins([1, 6]), ({ path }) => path)).toEqual([
      's3://b/a/b/c',
      '/x y/ü/c',
    ]);
    catalog.close();
  });

  it('is not brought forward under a writer of the older version', () => {
    using home = temporaryHome();
    const lock = lockWriter(home.path);
    const old = openCatalog(home.path);

    const open = () => openCatalog(home.path, { readonly: true }, NEXT);

    expect(open).toThrow(expect.objectContaining({ code: 'TG_CATALOG_BUSY' }));
    old.close();
    lock.release();
  });

  it('goes on from the step at which a migration broke off', () => {
    using home = temporaryHome();
    const broken = [...NEXT, 'ALTER TABLE parts ADD COLUMN more TEXT; SELECT broken'];
    expect(() => openCatalog(home.path, {}, broken)).toThrow('broken');
    const mended = [...NEXT, 'ALTER TABLE parts ADD COLUMN more TEXT'];

    const catalog = openCatalog(home.path, {}, mended);

    expect(catalog.faults()).toEqual([]);
    catalog.close();
    rmSync(catalogPath(home.path));
  });
});
