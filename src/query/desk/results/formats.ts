import type { JsonValue, QueryResult, ResultColumn, Row } from '../../engine/index.ts';

/** Formats that carry all rows and all values, whoever reads them. */
export type ResultFormat = 'json' | 'ndjson' | 'csv' | 'md';

export interface FormatOptions {
  /** CSV without the quote that keeps spreadsheets from running a cell as a formula. */
  readonly raw?: boolean;
}

interface Writer {
  readonly head?: (columns: readonly ResultColumn[]) => string;
  readonly row: (row: Row, columns: readonly ResultColumn[], index: number) => string;
  readonly tail?: () => string;
}

/** The text of a result, a page at a time. */
export async function* formatResult(
  result: QueryResult,
  format: ResultFormat,
  options: FormatOptions = {},
): AsyncGenerator<string> {
  const writer = WRITERS[format](options);
  const { columns } = result;
  let index = 0;
  if (writer.head) yield writer.head(columns);
  for await (const page of result.pages) {
    yield page.map((row) => writer.row(row, columns, index++)).join('');
  }
  if (writer.tail) yield writer.tail();
}

const WRITERS: Readonly<Record<ResultFormat, (options: FormatOptions) => Writer>> = {
  json: () => ({
    head: () => '[',
    row: (row, columns, index) => `${index === 0 ? '' : ','}\n${objectText(row, columns)}`,
    tail: () => '\n]\n',
  }),
  ndjson: () => ({ row: (row, columns) => `${objectText(row, columns)}\n` }),
  csv: ({ raw = false }) => ({
    head: (columns) => `${columns.map(({ name }) => csvCell(name, raw)).join(',')}\r\n`,
    row: (row) => `${row.map((value) => csvCell(value, raw)).join(',')}\r\n`,
  }),
  md: () => ({
    head: (columns) =>
      `| ${columns.map(({ name }) => mdText(name)).join(' | ')} |\n` +
      `|${columns.map(({ type }) => (isNumeric(type) ? ' ---: |' : ' --- |')).join('')}\n`,
    row: (row) => `| ${row.map(mdCell).join(' | ')} |\n`,
  }),
};

/** Of columns with the same name the last would win in an object: they get `_2`, `_3` ... */
function objectText(row: Row, columns: readonly ResultColumn[]): string {
  const seen = new Map<string, number>();
  const fields = columns.map(({ name }, index) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const key = count === 1 ? name : `${name}_${count}`;
    return `${JSON.stringify(key)}:${JSON.stringify(row[index] ?? null)}`;
  });
  return `{${fields.join(',')}}`;
}

/** RFC 4180; NULL is an unquoted nothing, an empty text `""` (as Athena and PostgreSQL write them). */
function csvCell(value: JsonValue, raw: boolean): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // OWASP ASVS 1.2.10: a spreadsheet runs cells that begin like this.
  const safe = !raw && /^[=+\-@\t\0]/.test(text) ? `'${text}` : text;
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function mdCell(value: JsonValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'object') return `\`${mdText(JSON.stringify(value))}\``;
  return mdText(String(value));
}

function mdText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replace(/\r?\n/g, '<br>');
}

export function isNumeric(type: string): boolean {
  return /^(?:tinyint|smallint|integer|bigint|real|double|decimal)/.test(type);
}
