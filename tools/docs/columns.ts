import {
  type Column,
  type ColumnType,
  type Field,
  PARTITION_SPELLINGS,
  type PartitionValue,
  type Place,
  TABLES,
  type Table,
} from '../../src/cloudtrail/columns/index.ts';
import { ATHENA_TABLES, columnTypeName } from '../../src/query/sql/index.ts';
import { code, codeBlock, heading, page, table } from './markdown.ts';

const INTRO = `
Names, types and order in \`cloudtrail_logs\` are those of the table that AWS documents for Athena: lower
case, \`varchar\` for nearly everything, JSON as text. \`SELECT *\` shows these columns and no others; the
hidden ones answer to their names.

*Since* is the eventVersion of the record format that brought a field. A needle in a column with a Bloom
filter (*B*) skips the parts that cannot hold it.

In a query \`cloudtrail_logs\` may stand behind any database name, and any name that begins with it
(\`cloudtrail_logs_2026\`) means the same table. So does \`{table_name}\`.`;

const NETWORK = `
The same columns as [cloudtrail_logs](#cloudtrail_logs), hidden ones included.`;

const HIDDEN: readonly (readonly [place: Place, title: string, words: string])[] = [
  ['added', 'Fields that AWS added later', 'Not in the table that AWS documents for Athena.'],
  ['lifted', 'Leaves of rows', 'They also stand alone, which makes conditions on them cheap.'],
  ['derived', 'Computed', 'Not in the record: Trailglass computes them while it reads it.'],
];

const PARTITIONS = `
Published queries filter on the partitions of the table they were written for. These spellings are known;
none is stored, each is computed from the record. Days and months have leading zeros. They are not in
\`SELECT *\`, but a query around a \`SELECT *\` may name them, as in Athena.

\`"cloudtrail_logs$partitions"\` is a table of the days that there are, a row each: \`date\`, and hidden the other
spellings of a day.`;

const FILES = `
What Trino's Hive tables tell of the file behind a row; every table has them, none is in \`SELECT *\`.`;

const VALUES: Readonly<Record<PartitionValue, string>> = {
  account: "The receiving account, else that of the log file's key, else that of the identity.",
  region: 'The region that was called.',
  year: 'Year of the event, such as `2026`.',
  month: 'Month of the event, such as `01`.',
  day: 'Day of the event, such as `31`.',
  date: 'Date of the event, such as `2026/01/31`.',
};

/** What the tables hold; `SELECT *` shows the columns of place `athena`. */
export function columnsPage(): string {
  const { events, network, ...others } = TABLES;
  return page(
    heading('Columns', 'src/cloudtrail/columns'),
    INTRO,
    ...tableBlocks(events),
    partitionBlocks(events),
    fileBlocks(events),
    `## ${network.name}`,
    network.meaning,
    NETWORK,
    ...Object.values(others).flatMap(tableBlocks),
  );
}

function tableBlocks(one: Table): readonly string[] {
  const visible = one.columns.filter(({ place }) => place === 'athena');
  return [
    `## ${one.name}`,
    one.meaning,
    columnTable(visible),
    ...visible.filter(({ type }) => 'fields' in type).map(rowBlock),
    ...HIDDEN.flatMap(([place, title, words]) => {
      const columns = one.columns.filter((column) => column.place === place);
      return columns.length > 0 ? [`### ${title}`, words, columnTable(columns)] : [];
    }),
  ];
}

function columnTable(columns: readonly Column[]): string {
  const rows = columns.map(({ name, type, path, since, meaning, bloom }) => [
    code(name),
    code(shortType(type)),
    path.length > 0 ? code(path.join('.')) : '',
    since === '-' ? '' : since,
    bloom ? 'B' : '',
    meaning,
  ]);
  return table(['Column', 'Type', 'Field of the record', 'Since', 'B', 'Meaning'], rows);
}

function shortType(type: ColumnType): string {
  switch (type.is) {
    case 'row':
      return 'row(…)';
    case 'array':
      return 'array(row(…))';
    case 'map':
      return 'map(varchar, varchar)';
    case 'timestamp':
      return 'timestamp(6)';
    default:
      return type.is;
  }
}

function rowBlock({ name, type }: Column): string {
  const fields = 'fields' in type ? type.fields : [];
  const word = type.is === 'array' ? 'array(row(' : 'row(';
  const end = type.is === 'array' ? '))' : ')';
  return codeBlock(`${name} ${word}\n${fieldLines(fields, '  ')}\n${end}`);
}

function fieldLines(fields: readonly Field[], indent: string): string {
  return fields
    .map(({ name, type }) =>
      type.is === 'row'
        ? `${indent}${name} row(\n${fieldLines(type.fields, `${indent}  `)}\n${indent})`
        : `${indent}${name} ${shortType(type)}`,
    )
    .join(',\n');
}

function partitionBlocks(one: Table): string {
  const columns = ATHENA_TABLES.get(one.name)?.columns ?? [];
  const known = new Set(columns.filter(({ hidden }) => hidden).map(({ name }) => name));
  const spellings = Object.entries(PARTITION_SPELLINGS).filter(([name]) => known.has(name));
  const rows = [...Map.groupBy(spellings, ([, value]) => value)].map(([value, names]) => [
    names.map(([name]) => code(name)).join(', '),
    VALUES[value],
  ]);
  return page('### Partition columns', PARTITIONS, table(['Spellings', 'Value'], rows));
}

function fileBlocks(one: Table): string {
  const columns = ATHENA_TABLES.get(one.name)?.columns.filter(({ name }) => name.startsWith('$'));
  const rows = (columns ?? []).map(({ name, type, about }) => [
    code(`"${name}"`),
    code(columnTypeName(type)),
    about,
  ]);
  return page('### The log file', FILES, table(['Column', 'Type', 'Meaning'], rows));
}
