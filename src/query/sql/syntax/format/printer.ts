import type { Expression, Identifier, QualifiedName, Query, Span } from '../ast.ts';
import { isPlainName } from '../keywords.ts';
import type { Comments } from './comments.ts';
import { type Doc, group, indent, join, line, softline } from './doc.ts';
import { endsInLambda } from './precedence.ts';

export { textLiteral as text } from '../literals.ts';

/** The ways to print that every other one may need: given in, because their files need each other. */
export interface Printer {
  readonly comments: Comments;
  /** In parentheses when it binds looser than `least`. */
  readonly expression: (node: Expression, least?: number) => Doc;
  readonly query: (node: Query) => Doc;
}

export function identifier({ name, quoted }: Identifier): string {
  return quoted || !isPlainName(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

export function qualifiedName({ parts }: QualifiedName): string {
  return parts.map(identifier).join('.');
}

/** `a, b, c`, in one line or a line each, with their comments. */
export function list<T extends { readonly span: Span }>(
  printer: Printer,
  items: readonly T[],
  print: (item: T) => Doc,
): Doc {
  const docs = items.map((item) => printer.comments.around(item.span, () => print(item)));
  return join([',', line], docs);
}

export function expressions(printer: Printer, items: readonly Expression[]): Doc {
  return list(printer, items, (item) => printer.expression(item));
}

/** In brackets of some kind: in one line, or indented between them. */
export function enclosed(open: string, doc: Doc, close: string): Doc {
  return group([open, indent([softline, doc]), softline, close]);
}

/** An expression that an operator follows. */
export function leftOperand(printer: Printer, node: Expression, least: number): Doc {
  if (endsInLambda(node)) return enclosed('(', printer.expression(node), ')');
  return printer.expression(node, least);
}

/** A query in parentheses, the last of which ends at `end`. */
export function queryInParentheses(printer: Printer, query: Query, end: number): Doc {
  const doc = printer.query(query);
  return enclosed('(', [doc, printer.comments.beforeClosing(end)], ')');
}
