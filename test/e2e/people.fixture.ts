import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asking, attributeLake } from '../../src/analysis/callers/index.ts';
import { collect } from '../../src/collect/trails/index.ts';
import { openCatalog, type SessionRow } from '../../src/lake/catalog/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';

/** A lake that questions about people can be asked of. */
export interface PeopleLake {
  readonly home: string;
  readonly sessions: readonly SessionRow[];
  readonly asking: Asking;
  readonly close: () => Promise<void>;
}

/** Collects what `write` puts into a folder, or what lies at a path. */
export async function openPeople(
  source: string | ((folder: string) => unknown),
): Promise<PeopleLake> {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-people-'));
  const home = join(folder, 'home');
  const trail = join(folder, 'trail');
  mkdirSync(trail);
  if (typeof source !== 'string') await source(trail);
  await collect({ home, trails: [{ address: typeof source === 'string' ? source : trail }] });
  const engine = await openDesk({ home, attribution: () => attributeLake(home, []) });
  const catalog = openCatalog(home, { readonly: true });
  const sessions = catalog.sessions();
  catalog.close();
  return {
    ...{ home, sessions, asking: { engine } },
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A log file of these records. */
export function writeRecords(folder: string, records: readonly object[]): void {
  writeFileSync(join(folder, 'records.json'), JSON.stringify({ Records: records }));
}
