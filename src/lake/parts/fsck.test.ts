import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Day } from '../../base/time/index.ts';
import { DAY, temporaryHome } from '../catalog/catalog.fixture.ts';
import { catalogPath, type NewPart } from '../catalog/index.ts';
import { fsck, openLake, partPath } from './index.ts';
import { effectsAt, idBatch, writeOne } from './lake.fixture.ts';
import { dayFolder, idsPath, unfinishedPath } from './paths.ts';

const NOW = Date.parse('2026-02-02T12:00:00Z');

/** A lake of four parts and two ids, closed. */
function makeLake(home: string): readonly [NewPart, NewPart, NewPart, NewPart] {
  const effects = effectsAt(NOW);
  const lake = openLake(home, effects);
  const one = () => writeOne(home, effects);
  const added = [one(), one(), one(), one()] as const;
  lake.ids.addBatch(idBatch(1, [1, 2]));
  lake.commit({ at: NOW, added }, [1]);
  lake.close();
  return added;
}

function problems(home: string) {
  return fsck(home).findings.map(({ problem, path }) => [problem, path]);
}

describe('fsck', () => {
  it('finds nothing in a sound lake, removed parts included', () => {
    using home = temporaryHome();
    const [first] = makeLake(home.path);
    const lake = openLake(home.path, effectsAt(NOW));
    lake.commit({ at: NOW, removed: [first.id] });
    lake.close();

    const report = fsck(home.path);

    expect(report).toEqual({ parts: 3, findings: [] });
  });

  it('finds parts that are missing, cut, or no Parquet at either end', () => {
    using home = temporaryHome();
    const [missing, cut, badHead, badTail] = makeLake(home.path);
    const paths = [missing, cut, badHead, badTail].map((part) => partPath(home.path, part));
    rmSync(paths[0] ?? '');
    truncateSync(paths[1] ?? '', 11);
    writeFileSync(paths[2] ?? '', 'XAR1rowsPAR1');
    writeFileSync(paths[3] ?? '', 'PAR1rowsPARX');

    const found = problems(home.path);

    expect(found).toEqual([
      ['missing', paths[0]],
      ['size', paths[1]],
      ['magic', paths[2]],
      ['magic', paths[3]],
    ]);
  });

  it('finds files that no commit lists, and tells ours from others', () => {
    using home = temporaryHome();
    const [part] = makeLake(home.path);
    const orphan = { ...part, id: part.id.replace('0101', 'ffff') as typeof part.id };
    const stranger = join(dayFolder(home.path, 'events', DAY), 'mine.parquet');
    const paths = [unfinishedPath(home.path, orphan), partPath(home.path, orphan), stranger];
    for (const path of paths) writeFileSync(path, '');

    const found = problems(home.path);

    expect(found).toEqual([
      ['orphan', paths[0]],
      ['orphan', paths[1]],
      ['stranger', paths[2]],
    ]);
  });

  it('finds id index files that are not as long as the catalog says', () => {
    using home = temporaryHome();
    makeLake(home.path);
    const [listed, unlisted] = [DAY, '2026-03-01' as Day].map((day) =>
      idsPath(home.path, 'events', day),
    );
    truncateSync(listed ?? '', 31);
    writeFileSync(unlisted ?? '', Buffer.alloc(16));

    const { findings } = fsck(home.path);

    expect(findings).toEqual([
      { problem: 'ids-short', path: listed, detail: '31 bytes instead of 32', repaired: false },
      { problem: 'ids-long', path: unlisted, detail: '16 bytes instead of 0', repaired: false },
    ]);
  });

  it('repairs what can be repaired without loss', () => {
    using home = temporaryHome();
    const [part, cut] = makeLake(home.path);
    writeFileSync(unfinishedPath(home.path, part), '');
    writeFileSync(idsPath(home.path, 'events', DAY), Buffer.alloc(5), { flag: 'a' });
    truncateSync(partPath(home.path, cut), 3);

    const { findings } = fsck(home.path, { repair: true });

    expect(findings.map(({ problem, repaired }) => [problem, repaired])).toEqual([
      ['size', false],
      ['orphan', true],
      ['ids-long', true],
    ]);
    expect(problems(home.path)).toEqual([['size', partPath(home.path, cut)]]);
  });

  it('repairs nothing under a writer, but looks on', () => {
    using home = temporaryHome();
    makeLake(home.path);
    const lake = openLake(home.path);

    const repair = () => fsck(home.path, { repair: true });

    expect(repair).toThrow(expect.objectContaining({ code: 'TG_CATALOG_BUSY' }));
    expect(fsck(home.path).findings).toEqual([]);
    lake.close();
  });

  it('reports a catalog that cannot be read', () => {
    using home = temporaryHome();
    makeLake(home.path);
    writeFileSync(catalogPath(home.path), 'overwritten by something else');

    const { findings } = fsck(home.path);

    expect(findings).toMatchObject([{ problem: 'catalog', path: catalogPath(home.path) }]);
  });

  it('is refused where there is no lake', () => {
    using home = temporaryHome();

    const check = () => fsck(home.path);

    expect(check).toThrow(expect.objectContaining({ code: 'TG_LAKE_EMPTY' }));
  });
});
