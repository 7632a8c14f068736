import type { Expression, FunctionCall, QualifiedName, SortItem } from '../ast.ts';
import type { Cursor } from './cursor.ts';
import { commaList, isName, qualifiedName, stringLiteral } from './names.ts';
import { overClause } from './windows.ts';

/** Whether a name, perhaps with dots, stands before a parenthesis. */
export function atCall(cursor: Cursor): boolean {
  let ahead = 1;
  while (cursor.peek(ahead).symbol === '.' && isName(cursor.peek(ahead + 1))) ahead += 2;
  return cursor.peek(ahead).symbol === '(';
}

interface Arguments {
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
}

export function functionCall(cursor: Cursor): FunctionCall {
  const { start } = cursor.token;
  const name = qualifiedName(cursor);
  cursor.expect('(');
  const given = callArguments(cursor);
  cursor.expect(')');
  const tail = callTail(cursor);
  const call: FunctionCall = { is: 'call', name, ...given, ...tail, span: cursor.spanFrom(start) };
  checkCount(cursor, call);
  return call;
}

/** A call that is written in a form of its own and has nothing but arguments. */
export function plainCall(
  name: QualifiedName,
  args: readonly Expression[],
): Omit<FunctionCall, 'span'> {
  return { is: 'call', name, args, star: false, distinct: false, orderBy: [] };
}

const NO_ARGUMENTS: Arguments = { args: [], star: false, distinct: false, orderBy: [] };

function callArguments(cursor: Cursor): Arguments {
  if (cursor.at(')')) return NO_ARGUMENTS;
  if (cursor.accept('*')) return { ...NO_ARGUMENTS, star: true };
  if (cursor.sees('ORDER')) return { ...NO_ARGUMENTS, orderBy: orderBy(cursor) };
  const distinct = setQuantifier(cursor) === 'distinct';
  const args = commaList(cursor, cursor.grammar.expression);
  return { args, star: false, distinct, orderBy: cursor.at('ORDER') ? orderBy(cursor) : [] };
}

function orderBy(cursor: Cursor): readonly SortItem[] {
  cursor.expect('ORDER', 'BY');
  return cursor.grammar.sortItems(cursor);
}

const AFTER_A_NAME: ReadonlySet<string> = new Set([',', ')', '.', '->', '=']);

/** DISTINCT or ALL, where ALL is no name. */
export function setQuantifier(cursor: Cursor): 'distinct' | 'all' | undefined {
  if (cursor.accept('DISTINCT')) return 'distinct';
  if (!cursor.at('ALL') || AFTER_A_NAME.has(cursor.peek(1).symbol)) return undefined;
  cursor.take();
  return 'all';
}

type CallTail = Pick<FunctionCall, 'filter' | 'nulls' | 'over'>;

function callTail(cursor: Cursor): CallTail {
  const filter = filterClause(cursor);
  const nulls = nullTreatment(cursor);
  const over = nulls !== undefined || atOver(cursor) ? overClause(cursor) : undefined;
  return { ...(filter && { filter }), ...(nulls && { nulls }), ...(over && { over }) };
}

function filterClause(cursor: Cursor): Expression | undefined {
  if (!cursor.sees('FILTER', '(')) return undefined;
  cursor.expect('FILTER', '(', 'WHERE');
  const filter = cursor.grammar.expression(cursor);
  cursor.expect(')');
  return filter;
}

/** IGNORE NULLS and RESPECT NULLS belong to a window function: without OVER, the word is a name. */
function nullTreatment(cursor: Cursor): 'ignore' | 'respect' | undefined {
  for (const word of ['IGNORE', 'RESPECT'] as const) {
    if (!cursor.sees(word, 'NULLS', 'OVER')) continue;
    cursor.expect(word, 'NULLS');
    return word === 'IGNORE' ? 'ignore' : 'respect';
  }
  return undefined;
}

function atOver(cursor: Cursor): boolean {
  if (!cursor.sees('OVER')) return false;
  const next = cursor.peek(1);
  return next.symbol === '(' || isName(next);
}

/** LISTAGG(x, ',' ON OVERFLOW ...) WITHIN GROUP (ORDER BY ...). */
export function listagg(cursor: Cursor): FunctionCall {
  const { start } = cursor.token;
  const name = reservedName(cursor);
  cursor.expect('(');
  const distinct = setQuantifier(cursor) === 'distinct';
  const args: Expression[] = [cursor.grammar.expression(cursor)];
  if (cursor.accept(',')) args.push(stringLiteral(cursor));
  const overflow = overflowClause(cursor);
  cursor.expect(')', 'WITHIN', 'GROUP', '(', 'ORDER', 'BY');
  const withinGroup = cursor.grammar.sortItems(cursor);
  cursor.expect(')');
  const tail = callTail(cursor);
  const call = plainCall(name, args);
  return { ...call, distinct, ...overflow, withinGroup, ...tail, span: cursor.spanFrom(start) };
}

type Overflow = Pick<FunctionCall, 'overflow' | 'overflowFiller' | 'overflowCount'>;

function overflowClause(cursor: Cursor): Overflow {
  if (!cursor.accept('ON')) return {};
  cursor.expect('OVERFLOW');
  if (cursor.expectOne('ERROR', 'TRUNCATE') === 'ERROR') return { overflow: 'error' };
  const filler = cursor.at('WITH') || cursor.at('WITHOUT') ? undefined : stringLiteral(cursor);
  const overflowCount = cursor.expectOne('WITH', 'WITHOUT') === 'WITH';
  cursor.expect('COUNT');
  return { overflow: 'truncate', ...(filler && { overflowFiller: filler }), overflowCount };
}

/** The name of a function that is a reserved word. */
export function reservedName(cursor: Cursor): QualifiedName {
  const { start, end } = cursor.take();
  const name = cursor.text.slice(start, end);
  const span = { start, end };
  return { parts: [{ is: 'identifier', name, quoted: false, span }], span };
}

interface Count {
  readonly least: number;
  readonly most: number;
  readonly reason: string;
}

const exactly = (count: number, reason: string): Count => ({ least: count, most: count, reason });

/** What Athena's reader, not its binder, says about numbers of arguments. */
const COUNTS: Readonly<Record<string, Count>> = {
  if: { least: 2, most: 3, reason: "Invalid number of arguments for 'if' function" },
  nullif: exactly(2, "Invalid number of arguments for 'nullif' function"),
  try: exactly(1, "The 'try' function must have exactly one argument"),
  coalesce: {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    reason: "The 'coalesce' function must have at least two arguments",
  },
  format: {
    least: 2,
    most: Number.POSITIVE_INFINITY,
    reason: "The 'format' function must have at least two arguments",
  },
};

function checkCount(cursor: Cursor, call: FunctionCall): void {
  const [name, further] = call.name.parts;
  if (name === undefined || further !== undefined) return;
  const count = Object.hasOwn(COUNTS, name.name.toLowerCase())
    ? COUNTS[name.name.toLowerCase()]
    : undefined;
  if (count === undefined) return;
  const { length } = call.args;
  if (length < count.least || length > count.most) cursor.refuseLater(call.span, count.reason);
}
