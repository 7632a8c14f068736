import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The floors and their rooms, top first: a room may import only from rooms before it, by their index.ts. */
export const FLOORS: readonly (readonly [floor: string, rooms: readonly string[]])[] = [
  [
    'base',
    [
      'errors',
      'effects',
      'text',
      'hash',
      'memory',
      'time',
      'charts',
      'severity',
      'package',
      'config',
    ],
  ],
  ['cloudtrail', ['columns', 'objects', 'records']],
  ['lake', ['parquet', 'catalog', 'parts']],
  ['collect', ['storage', 'decode', 'trails', 'integrity']],
  ['query', ['sql', 'engine', 'desk']],
  ['analysis', ['callers', 'throttle', 'access', 'detect']],
  ['delivery', ['notify', 'report']],
  ['demo', ['organisation', 'tour']],
  ['server', ['api', 'http', 'mcp']],
  ['cli', ['terminal', 'commands']],
];

const root = fileURLToPath(new URL('../', import.meta.url));
const order = FLOORS.flatMap(([floor, rooms]) => rooms.map((room) => `${floor}/${room}`));
const IMPORT = /(?:from|import\(|import)\s*['"](\.[^'"]+)['"]/g;

function roomOf(path: string): string {
  return path.split('/').slice(1, 3).join('/');
}

function isFixture(file: string): boolean {
  return file.endsWith('.fixture.ts');
}

function faultOf(file: string, target: string): string | undefined {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === to || !target.startsWith('src/')) return undefined;
  // What tests are made with is no part of a room's inside.
  if (isFixture(file) && isFixture(target)) return undefined;
  if (target !== `src/${to}/index.ts`) return `reaches into ${target}: import its index.ts`;
  if (order.indexOf(to) > order.indexOf(from)) return `imports ${to}, which stands below ${from}`;
  return undefined;
}

/** One line a fault: file, then what is wrong. */
export function findFaults(): readonly string[] {
  const faults: string[] = [];
  for (const file of globSync('src/**/*.ts', { cwd: root }).sort()) {
    if (file.endsWith('.as.ts')) continue;
    const isBin = file.split('/').length === 3;
    if (!isBin && !order.includes(roomOf(file))) faults.push(`${file}: stands in no known room`);
    if (file.endsWith('.test.ts') || isBin) continue;
    for (const match of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
      const target = relative(root, join(root, dirname(file), match[1] ?? ''));
      const fault = faultOf(file, target);
      if (fault) faults.push(`${file}: ${fault}`);
    }
  }
  return faults;
}

if (import.meta.main) {
  const faults = findFaults();
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
