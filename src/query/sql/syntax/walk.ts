import type { Span } from './ast.ts';

/** Any node of a tree. */
export type AnyNode = { readonly span: Span };

/** The nodes right under a node, in the order of its properties. */
export function childrenOf(node: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [];
  for (const [key, value] of Object.entries(node)) if (key !== 'span') gather(value, found);
  return found;
}

/** A value without a span of its own, such as a list, hands on what it holds. */
function gather(value: unknown, found: AnyNode[]): void {
  if (typeof value !== 'object' || value === null) return;
  if ('span' in value) found.push(value as AnyNode);
  else for (const inner of Object.values(value)) gather(inner, found);
}

/** Shows every node to `visit`, parents first; what it answers `false` to is not entered. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** Long chains such as a || b || c ... are as deep as they are long. */
const MAX_DEPTH = 500;

/** A node that stands deeper in its tree than what recurses over trees can bear. */
export function tooDeep(root: AnyNode, tokens: number): Span | undefined {
  if (tokens < MAX_DEPTH) return undefined;
  let level: readonly AnyNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return level[0]?.span;
    level = level.flatMap(childrenOf);
  }
  return undefined;
}
