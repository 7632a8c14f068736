import type { ChartKind } from '../../../base/charts/index.ts';
import { AppError } from '../../../base/errors/index.ts';
import type { ResultColumn } from '../../engine/index.ts';
import { isNumeric } from '../results/formats.ts';
import type { ChartHint } from '../saved/front-matter.ts';

/** How somebody wants a result drawn: as its query says, or as this kind. */
export interface ChartWish {
  readonly hint?: ChartHint;
  /** Comes before the kind of the hint. */
  readonly kind?: ChartKind;
}

/**
 * The columns to draw: those of the hint; else the first number over the first column of another type, and for a heat
 * chart by the second of those.
 * @throws AppError TG_CLI_USAGE when the result has none, or nothing says what kind of chart it shall be
 */
export function chartOf({ hint, kind }: ChartWish, columns: readonly ResultColumn[]): ChartHint {
  const wanted = kind ?? hint?.kind;
  if (wanted === undefined) throw new RangeError('A chart needs a kind.');
  if (hint && (wanted !== 'heat' || hint.by !== undefined)) return { ...hint, kind: wanted };
  const y = hint?.y ?? columns.find(({ type }) => isNumeric(type))?.name;
  const others = columns.filter(({ type }) => !isNumeric(type)).map(({ name }) => name);
  const x = hint?.x ?? others[0];
  const by = others.find((name) => name !== x);
  if (y === undefined) throw undrawable(wanted, 'a number', columns);
  if (x === undefined) throw undrawable(wanted, 'a column beside its numbers', columns);
  if (wanted !== 'heat') return { kind: wanted, x, y };
  if (by === undefined) throw undrawable(wanted, 'two columns beside its numbers', columns);
  return { kind: wanted, x, y, by };
}

function undrawable(kind: ChartKind, needed: string, columns: readonly ResultColumn[]): AppError {
  const found = columns.map(({ name, type }) => `${name} (${type})`).join(', ');
  return new AppError(
    'TG_CLI_USAGE',
    `To draw ${kind}, the query must answer ${needed}; it answers ${found}.`,
    {
      hint: 'Let the query answer it, or choose another kind of chart: bars, line or heat.',
    },
  );
}
