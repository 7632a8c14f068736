import { join } from 'node:path';
import { collect } from '../../src/collect/trails/index.ts';
import { openDesk } from '../../src/query/desk/index.ts';
import type { Engine } from '../../src/query/engine/index.ts';
import { ATHENA_TABLES, parseStatement, walk } from '../../src/query/sql/index.ts';
import type { Case } from './cases.ts';

/** Collects the events that the server answered over. */
export async function collectEvents(folder: string, home: string): Promise<void> {
  await collect({ home, trails: [{ address: join(folder, 'oracle/events') }] });
}

/** The desk over them; published queries spell the table in many ways, each an alias as in a configuration. */
export async function openOracle(home: string, cases: readonly Case[]): Promise<Engine> {
  const aliases: Record<string, string> = {};
  for (const { family, sql, error } of cases) {
    if (error?.name === 'TABLE_NOT_FOUND' || error?.name === 'SCHEMA_NOT_FOUND') continue;
    for (const name of tableNames(sql)) {
      if (!isOurs(name)) aliases[name] = family === 'lake' ? 'eds' : 'cloudtrail_logs';
    }
  }
  return openDesk({ home, aliases });
}

function isOurs(name: string): boolean {
  const last = name.split('.').at(-1) ?? '';
  return ATHENA_TABLES.has(last) || /^(?:cloudtrail_logs|eds)/.test(last) || last.includes('$');
}

/** Names of tables that no WITH of the text gives. */
function tableNames(sql: string): ReadonlySet<string> {
  const found = new Set<string>();
  const common = new Set<string>();
  try {
    walk(parseStatement(sql), (node) => {
      const one = node as { readonly is?: string; readonly name?: unknown };
      if (one.is === 'table') {
        const { parts } = one.name as { readonly parts: readonly { readonly name: string }[] };
        found.add(parts.map(({ name }) => name.toLowerCase()).join('.'));
      }
      if ('query' in node && 'name' in node && one.is === undefined) {
        common.add((one.name as { readonly name: string }).name.toLowerCase());
      }
      return true;
    });
  } catch {
    // A text that is refused names no table.
  }
  return new Set([...found].filter((name) => !common.has(name)));
}
