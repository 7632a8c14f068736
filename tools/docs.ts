import { readFileSync, writeFileSync } from 'node:fs';
import { columnsPage } from './docs/columns.ts';
import { commandsPage } from './docs/commands.ts';
import { configurationPage } from './docs/configuration.ts';
import { errorsPage } from './docs/errors.ts';
import { queriesPage } from './docs/queries.ts';

/** Pages that tables in the code write, by their path in the repository. */
const PAGES: Readonly<Record<string, () => string>> = {
  'docs/reference/commands.md': commandsPage,
  'docs/reference/configuration.md': configurationPage,
  'docs/reference/columns.md': columnsPage,
  'docs/reference/errors.md': errorsPage,
  'docs/reference/queries.md': queriesPage,
};

const root = new URL('../', import.meta.url);

/** Pages that do not say what the code says now. */
export function stalePages(): readonly string[] {
  return Object.entries(PAGES)
    .filter(([path, write]) => textOf(path) !== write())
    .map(([path]) => path);
}

function textOf(path: string): string {
  try {
    return readFileSync(new URL(path, root), 'utf8');
  } catch {
    return '';
  }
}

if (import.meta.main) {
  const stale = stalePages();
  if (process.argv.includes('--check')) {
    for (const path of stale) process.stderr.write(`${path} is stale: npm run docs\n`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const path of stale) {
      writeFileSync(new URL(path, root), PAGES[path]?.() ?? '');
      process.stdout.write(`${path}\n`);
    }
  }
}
