import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { stalePages } from '../../tools/docs.ts';
import { FLOORS } from '../../tools/rooms.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the reference', () => {
  it('says what the code says: else npm run docs', () => {
    expect(stalePages()).toEqual([]);
  });

  it('has every error code that the code uses, and no other', () => {
    const sources = globSync('src/**/*.ts', { cwd: root }).filter(
      (path) => !path.endsWith('.test.ts') && !path.endsWith('catalogue.ts'),
    );

    const used = sources.flatMap((path) => codesIn(read(path), /'(TG_[A-Z_]+)'/g));
    const listed = codesIn(read('docs/reference/errors.md'), /^\| `(TG_[A-Z_]+)`/gm);

    expect([...new Set(used)].sort()).toEqual(listed.toSorted());
  });
});

function codesIn(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, code]) => code ?? '');
}

describe('the design page', () => {
  it('has the floors and rooms in the order that is checked', () => {
    const rows = [...read('docs/design.md').matchAll(/^\| `([a-z]+)` \| (`[^|]*`) \|/gm)];

    const floors = rows.map(([, floor, rooms = '']) => [
      floor,
      [...rooms.matchAll(/`([a-z]+)`/g)].map(([, room]) => room),
    ]);

    expect(floors).toEqual(FLOORS);
  });
});

describe('the pages', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];

  it.each(pages)('%s links to what is there', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)];

    const broken = links
      .map(([, link = '']) => normalize(join(dirname(page), link)))
      .filter((path) => globSync(path, { cwd: root }).length === 0);

    expect(broken).toEqual([]);
  });
});
