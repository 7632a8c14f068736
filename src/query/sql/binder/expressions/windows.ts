import { refuse } from '../../refusal.ts';
import type {
  FrameBound,
  Identifier,
  SortItem,
  WindowFrame,
  WindowSpecification,
} from '../../syntax/index.ts';
import { type Fragment, joined, sql } from '../../typed.ts';
import { isNumber } from '../../types/index.ts';
import type { Binding } from './context.ts';
import { printedSort } from './sorting.ts';

/** ` OVER (..)`. @throws Refusal INVALID_WINDOW_FRAME, INVALID_WINDOW_REFERENCE, MISSING_ORDER_BY */
export function printedWindow(binding: Binding, over: WindowSpecification | Identifier): Fragment {
  const parts = partsOf(binding, over);
  const partition = parts.partitionBy.map((key) => binding.bind(key).sql);
  const frame = parts.frame && printedFrame(binding, parts.frame, parts);
  const clauses = [
    ...(partition.length > 0 ? [sql`PARTITION BY ${joined(partition)}`] : []),
    ...(parts.orderBy.length > 0 ? [printedSort(binding, parts.orderBy)] : []),
    ...(frame ? [frame] : []),
  ];
  return sql` OVER (${joined(clauses, ' ')})`;
}

type Parts = Pick<WindowSpecification, 'partitionBy' | 'orderBy' | 'frame' | 'span'>;

/** A specification with what the window that it is built on gives. */
function partsOf(binding: Binding, over: WindowSpecification | Identifier): Parts {
  if (over.is === 'identifier') return named(binding, over);
  if (!over.base) return over;
  const base = named(binding, over.base);
  const orderBy: readonly SortItem[] = base.orderBy.length > 0 ? base.orderBy : over.orderBy;
  return { ...over, partitionBy: base.partitionBy, orderBy };
}

function named(binding: Binding, name: Identifier): Parts {
  const found = binding.scope.window(name);
  if (found) return partsOf(binding, found);
  return refuse('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${name.name}`, name.span);
}

function printedFrame(binding: Binding, frame: WindowFrame, parts: Parts): Fragment {
  checkFrame(frame);
  const hasValue = [frame.start, frame.end].some((bound) => bound?.value);
  const unit = frame.unit.toUpperCase();
  if (frame.unit !== 'rows' && hasValue && parts.orderBy.length === 0) {
    const reason = `Window frame of type ${unit} PRECEDING or FOLLOWING requires ORDER BY`;
    refuse('MISSING_ORDER_BY', reason, parts.span);
  }
  const start = printedBound(binding, frame.start);
  const end = frame.end ? printedBound(binding, frame.end) : sql`CURRENT ROW`;
  return sql`${unit} BETWEEN ${start} AND ${end}`;
}

function checkFrame({ start, end, span }: WindowFrame): void {
  const last = end?.is ?? 'current-row';
  const wrong = (reason: string) => refuse('INVALID_WINDOW_FRAME', `Window frame ${reason}`, span);
  if (start.is === 'unbounded-following') wrong('start cannot be UNBOUNDED FOLLOWING');
  if (last === 'unbounded-preceding') wrong('end cannot be UNBOUNDED PRECEDING');
  if (start.is === 'current-row' && last === 'preceding') {
    wrong('starting from CURRENT ROW cannot end with PRECEDING');
  }
  if (start.is === 'following' && (last === 'preceding' || last === 'current-row')) {
    const ends = last === 'preceding' ? 'PRECEDING' : 'CURRENT ROW';
    wrong(`starting from FOLLOWING cannot end with ${ends}`);
  }
}

function printedBound(binding: Binding, { is, value }: FrameBound): Fragment {
  const words = is.toUpperCase().replaceAll('-', ' ');
  if (!value) return sql`${words}`;
  const { type, constant, sql: offset } = binding.bind(value);
  const isSure = typeof constant?.value === 'bigint' && constant.value >= 0n;
  return isSure || !isNumber(type)
    ? sql`${offset} ${words}`
    : sql`tg_frame_offset(${offset}) ${words}`;
}
