import type { FunctionTable } from '../../functions/registry.ts';
import { refuse } from '../../refusal.ts';
import type { Expression, FunctionCall } from '../../syntax/index.ts';
import { placeOf } from '../expressions/index.ts';

/** What of an expression works on many rows: aggregates, windows, grouping(). Not what stands in a subquery. */
export interface RowCalls {
  readonly aggregates: readonly FunctionCall[];
  readonly windows: readonly FunctionCall[];
  readonly groupings: readonly Expression[];
}

/** Finds them in expressions, the outermost first. */
export function rowCalls(expressions: readonly Expression[], functions: FunctionTable): RowCalls {
  const calls = { aggregates: [], windows: [], groupings: [] } as {
    [Key in keyof RowCalls]: Expression[];
  };
  for (const expression of expressions) {
    for (const node of nodesOf(expression)) {
      const list = node.is === 'grouping' ? 'groupings' : kindOf(node, functions);
      if (list) calls[list].push(node);
    }
  }
  return calls as RowCalls;
}

function kindOf(node: Expression, functions: FunctionTable): 'aggregates' | 'windows' | undefined {
  if (node.is !== 'call') return undefined;
  if (node.over) return 'windows';
  return isAggregate(node, functions) ? 'aggregates' : undefined;
}

/** Whether a call is of an aggregate function, and not over a window. */
export function isAggregate(call: FunctionCall, functions: FunctionTable): boolean {
  if (call.over || call.name.parts.length > 1) return false;
  const [spec] = functions.find(call.name.parts[0]?.name ?? '');
  return spec?.kind === 'aggregate';
}

/** The expressions of a tree, outermost first; those of its subqueries only on request. */
export function nodesOf(
  root: unknown,
  { intoQueries = false }: { readonly intoQueries?: boolean } = {},
): readonly Expression[] {
  const found: Expression[] = [];
  const visit = (node: object): void => {
    if ('is' in node) {
      if (node.is === 'query-expression' && !intoQueries) return;
      found.push(node as Expression);
    }
    for (const value of Object.values(node)) {
      if (typeof value === 'object' && value !== null) visit(value);
    }
  };
  if (typeof root === 'object' && root !== null) visit(root);
  return found;
}

/** @throws Refusal EXPRESSION_NOT_SCALAR when a clause that looks at single rows has aggregates or windows */
export function refuseRowCalls(
  expression: Expression,
  {
    clause,
    functions,
    text,
  }: { readonly clause: string; readonly functions: FunctionTable; readonly text: string },
): void {
  const { aggregates, windows, groupings } = rowCalls([expression], functions);
  const found = [...aggregates, ...windows, ...groupings];
  if (found.length === 0) return;
  const list = found.map(({ span }) => text.slice(span.start, span.end)).join(', ');
  refuse(
    'EXPRESSION_NOT_SCALAR',
    `${clause} cannot contain aggregations, window functions or grouping operations: [${list}]`,
    placeOf(expression, text),
  );
}
