import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const FOLDER = new URL('../detections/', import.meta.url);
const README = new URL('README.md', FOLDER);
const MARKS = ['<!-- rules: written by tools/detections.ts -->', '<!-- end of rules -->'] as const;

/** Areas in the order of their page, by folder. */
const AREAS: Readonly<Record<string, string>> = {
  identity: 'Identity and sign-in',
  persistence: 'Persistence and privilege',
  'own-eyes': 'Our own eyes',
  'defence-evasion': 'Defence evasion',
  discovery: 'Discovery',
  credentials: 'Credentials',
  'data-out': 'Data out',
  impact: 'Impact and keys',
  network: 'Network',
  cost: 'Cost and AI',
  organisation: 'Organisation and Identity Center',
  console: 'Console, systems, limits',
};

interface Rule {
  readonly area: string;
  readonly name: string;
  readonly title: string;
  readonly level: string;
  readonly description: string;
}

/** Whether the table in the README is not what the rules say. */
export function staleTable(): boolean {
  const text = readFileSync(README, 'utf8');
  return text !== withTable(text);
}

function withTable(text: string): string {
  const [begin, end] = MARKS;
  const [before = ''] = text.split(begin);
  const [, after = ''] = text.split(end);
  return `${before}${begin}\n\n${tables()}\n${end}${after}`;
}

function tables(): string {
  const rules = globSync('*/*.yml', { cwd: FOLDER }).toSorted().map(readRule);
  return Object.entries(AREAS)
    .map(([area, title]) => {
      const rows = rules.filter((rule) => rule.area === area).map(rowOf);
      return `### ${title}\n\n| Rule | Level | Sees |\n| --- | --- | --- |\n${rows.join('')}`;
    })
    .join('\n');
}

function rowOf({ area, name, title, level, description }: Rule): string {
  const sees = description.replaceAll('|', '\\|').trim();
  return `| [${title}](${area}/${name}.md) | ${level} | ${sees} |\n`;
}

/** The last document of a file is the one that raises alerts. */
function readRule(file: string): Rule {
  const [area = '', name = ''] = file.replace(/\.yml$/, '').split('/');
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const { title, level, description } = parseAllDocuments(text).at(-1)?.toJS() ?? {};
  return { area, name, title, level, description };
}

if (import.meta.main) {
  if (process.argv.includes('--check')) process.exitCode = staleTable() ? 1 : 0;
  else writeFileSync(README, withTable(readFileSync(README, 'utf8')));
}
