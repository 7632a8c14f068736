import type { Case } from './cases.ts';
import { comparedName, type ValueType, valueType } from './value-type.ts';
import { valueText } from './values.ts';

/** What the product said of a case. */
export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly line?: number;
    readonly column?: number;
  };
}

/** What differs, in a few words; undefined when nothing does. */
export function difference(wanted: Case, answer: Answer): string | undefined {
  if (wanted.status === 'error') return errorDifference(wanted, answer);
  if (answer.error) return `refused: ${answer.error.code}`;
  const known = shownColumns(wanted, answer);
  const columns = columnDifference(known, answer);
  if (columns) return columns;
  return rowDifference(known, answer);
}

function errorDifference({ error }: Case, answer: Answer): string | undefined {
  if (!answer.error) return `runs: wanted ${error?.name}`;
  if (answer.error.code !== error?.name) return `error ${answer.error.code} for ${error?.name}`;
  if (error.line === undefined) return undefined;
  const isThere = answer.error.line === error.line && answer.error.column === error.column;
  return isThere ? undefined : `place of ${error.name}`;
}

/** `SELECT *` shows partition columns on the server; the product hides them. */
function shownColumns(wanted: Case, answer: Answer): Case {
  const { columns = [], rows = [] } = wanted;
  if (columns.length <= answer.columns.length) return wanted;
  const places: number[] = [];
  for (const { name } of answer.columns) {
    const at = columns.findIndex(
      (column, place) => column.name === name && place > (places.at(-1) ?? -1),
    );
    if (at < 0) return wanted;
    places.push(at);
  }
  return {
    ...wanted,
    columns: places.flatMap((place) => columns[place] ?? []),
    rows: rows.map((row) => places.map((place) => row[place])),
    orderKeys: (wanted.orderKeys ?? []).map((key) => places.indexOf(key)).filter((key) => key >= 0),
  };
}

function columnDifference({ columns = [] }: Case, answer: Answer): string | undefined {
  if (columns.length !== answer.columns.length) return 'number of columns';
  const at = columns.findIndex(({ name }, place) => answer.columns[place]?.name !== name);
  if (at >= 0) return 'name of a column';
  const type = columns.find(
    (column, place) =>
      comparedName(column.type) !== comparedName(answer.columns[place]?.type ?? ''),
  );
  return type ? `type of a column: ${comparedName(type.type)}` : undefined;
}

function rowDifference(wanted: Case, answer: Answer): string | undefined {
  const { why = [], rows = [], columns = [] } = wanted;
  if (why.includes('clock or random')) return undefined;
  if ((wanted.rowCount ?? rows.length) !== answer.rows.length) return 'number of rows';
  if (why.includes('LIMIT cut')) return undefined;
  const types = columns.map(({ type }) => valueType(type));
  if (why.includes('approximate or arbitrary aggregate')) {
    return isNear(rows, answer.rows) ? undefined : 'approximate values';
  }
  const unstable = unstablePlaces(wanted);
  const text = (row: readonly unknown[]) => rowText(row, types, unstable);
  const [theirs, ours] = [rows.map(text), answer.rows.map(text)];
  if (!holdsAll(ours, theirs)) return 'values';
  if (wanted.rowsSampled) return undefined;
  const keys = wanted.orderTotal ? columns.map((_, at) => at) : (wanted.orderKeys ?? []);
  const keyText = (row: readonly unknown[]) =>
    keys.map((at) => valueText(row[at], types[at] ?? valueType('varchar'))).join('\n');
  const isInOrder =
    wanted.orderTotal && unstable.size > 0
      ? true
      : rows.every((row, at) => keyText(row) === keyText(answer.rows[at] ?? []));
  return keys.length === 0 || isInOrder ? undefined : 'order of rows';
}

/** Columns whose arrays were collected without an order: compared as multisets. */
function unstablePlaces({ why = [], unstableColumns, columns = [] }: Case): ReadonlySet<number> {
  if (unstableColumns) {
    return new Set(
      unstableColumns.map((one) =>
        typeof one === 'number' ? one : columns.findIndex(({ name }) => name === one),
      ),
    );
  }
  return new Set(why.includes('array order') ? columns.keys() : []);
}

function rowText(
  row: readonly unknown[],
  types: readonly ValueType[],
  unstable: ReadonlySet<number>,
): string {
  const texts = row.map((value, at) => {
    const type = types[at] ?? { is: 'varchar', of: [] };
    const isBag = unstable.has(at) && Array.isArray(value) && type.is === 'array';
    if (!isBag) return valueText(value, type);
    const [of = { is: 'varchar', of: [] }] = type.of;
    return (value as readonly unknown[])
      .map((item) => valueText(item, of))
      .sort()
      .join();
  });
  return texts.join('\n');
}

/** Whether every wanted text is among the given, as often as it is wanted. */
function holdsAll(given: readonly string[], wanted: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const text of given) counts.set(text, (counts.get(text) ?? 0) + 1);
  return wanted.every((text) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count > 0;
  });
}

/** approx_distinct is right within 3 %, a percentile within a rank or so. */
function isNear(wanted: readonly (readonly unknown[])[], given: readonly (readonly unknown[])[]) {
  const isClose = (a: unknown, b: unknown): boolean => {
    if (Array.isArray(a) && Array.isArray(b)) return a.every((one, at) => isClose(one, b[at]));
    const [x, y] = [Number(a), Number(b)];
    if (typeof a !== 'number' || Number.isNaN(x)) return String(a) === String(b);
    return Math.abs(x - y) <= Math.max(1, 0.05 * Math.abs(x));
  };
  return wanted.every((row, at) => row.every((value, place) => isClose(value, given[at]?.[place])));
}
