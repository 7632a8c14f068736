import type { Expression, Identifier } from '../../syntax/index.ts';
import { chainOf } from './names.ts';
import type { Field } from './relation.ts';
import type { SourceScope } from './scope.ts';

/** A column that an expression names. */
export interface NamedColumn {
  readonly field: Field;
  /** The names behind the column's: fields of its row. */
  readonly rest: readonly Identifier[];
}

/**
 * The columns of a FROM clause that an expression names; undefined when it names something else as well: a column of
 * a query around it, the parameter of a lambda.
 */
export function columnsIn(
  expression: Expression,
  scope: SourceScope,
): readonly NamedColumn[] | undefined {
  const found: NamedColumn[] = [];
  for (const name of chainsIn(expression)) {
    const [first] = name;
    const column = first && scope.lookup(name, first.span);
    if (!column?.field) return undefined;
    found.push({ field: column.field, rest: name.slice(column.used) });
  }
  return found;
}

/** The longest chains of names in a tree, without the names of functions, types and fields. */
function* chainsIn(node: object): Generator<readonly Identifier[]> {
  const chain = 'is' in node ? chainOf(node as Expression) : undefined;
  if (chain) {
    yield chain;
    return;
  }
  if ('parts' in node || ('is' in node && node.is === 'type')) return;
  for (const value of Object.values(node)) {
    if (typeof value === 'object' && value !== null) yield* chainsIn(value);
  }
}
