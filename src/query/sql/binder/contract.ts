import type { Expression, Identifier, Query, Span, WindowSpecification } from '../syntax/index.ts';
import type { Fragment, Typed } from '../typed.ts';
import type { Type } from '../types/index.ts';

/** What an expression sees around it. The query binder gives it; the expression binder asks. */
export interface Scope {
  /**
   * A column by its name parts, the longest prefix that is one; the rest are fields of it, for the caller to follow.
   * @throws SqlError COLUMN_NOT_FOUND (with near names as a hint), AMBIGUOUS_NAME
   */
  column(
    name: readonly Identifier[],
    span: Span,
  ): { readonly column: Typed; readonly used: number };
  /** A subquery's rows as a fragment in parentheses, and its columns. Correlated names resolve in this scope. */
  subquery(query: Query): {
    readonly sql: Fragment;
    readonly columns: readonly { readonly name?: string; readonly type: Type }[];
  };
  /**
   * What stands for an expression as a whole, where something does: a grouping key in a grouped query, a lifted column
   * for a dereference. Asked for each expression before its parts are looked at.
   */
  substitute(expression: Expression): Typed | undefined;
  /** Where aggregates and window functions may stand here. */
  readonly allows: { readonly aggregates: boolean; readonly windows: boolean };
  /** A window's name to its specification (the WINDOW clause). */
  window(name: Identifier): WindowSpecification | undefined;
}
