import { type AnyNode, type Query, walk } from '../../syntax/index.ts';

/** Other rows beside each row, lists made rows, and groups of several kinds. */
const MULTIPLYING: ReadonlySet<string> = new Set([
  ...['join', 'unnest', 'lateral'],
  ...['rollup', 'cube', 'grouping-sets'],
]);

/**
 * Whether a query can give more rows than its scans and its VALUES do together. Common tables count: they may be read
 * many times, and are scanned once.
 */
export function multipliesRows(query: Query): boolean {
  let isFound = false;
  walk(query, (node) => {
    isFound ||= isMultiplying(node);
    return !isFound;
  });
  return isFound;
}

function isMultiplying(node: AnyNode): boolean {
  const { is, with: common, from } = node as AnyNode & Partial<KnownNode>;
  if (common !== undefined || (is !== undefined && MULTIPLYING.has(is))) return true;
  return is === 'select' && Array.isArray(from) && from.length > 1;
}

interface KnownNode {
  readonly is: string;
  /** Of a query: its common tables. */
  readonly with: AnyNode;
  /** Of a SELECT: what stands between its commas. */
  readonly from: unknown;
}
