import type { FunctionTable } from '../../functions/registry.ts';
import {
  type AnyNode,
  type Case,
  childrenOf,
  type Expression,
  type FunctionCall,
  type TypeName,
} from '../../syntax/index.ts';

type Node = AnyNode & Partial<Expression | TypeName>;

/**
 * Whether a value of which some part is NULL because it failed is itself NULL: then TRY needs no more than parts that
 * give NULL instead of failing. Where it is not sure, the answer is no.
 */
export function isStrict(node: Node, functions: FunctionTable): boolean {
  const { lenient, strict } = positionsOf(node, functions);
  return !lenient.some(canFail) && strict.every((child) => isStrict(child, functions));
}

export function nameOf({ name }: FunctionCall): string {
  return name.parts.at(-1)?.name.toLowerCase() ?? '';
}

/** The nodes under one, by whether their NULL is the node's. */
interface Positions {
  readonly lenient: readonly Node[];
  readonly strict: readonly Node[];
}

function positionsOf(node: Node, functions: FunctionTable): Positions {
  const children = childrenOf(node);
  if (node.is === 'case') return ofCase(node as Case);
  if (node.is === 'call') return ofCall(node as FunctionCall, functions);
  const isLenient = node.is !== undefined && LENIENT.has(node.is);
  return isLenient ? { lenient: children, strict: [] } : { lenient: [], strict: children };
}

function ofCase({ operand, whens, otherwise }: Case): Positions {
  return {
    lenient: [...(operand ? [operand] : []), ...whens.map(({ when }) => when)],
    strict: [...whens.map(({ then }) => then), ...(otherwise ? [otherwise] : [])],
  };
}

function ofCall(call: FunctionCall, functions: FunctionTable): Positions {
  const { args } = call;
  const name = nameOf(call);
  if (name === 'coalesce') return { lenient: args.slice(0, -1), strict: args.slice(-1) };
  if (name === 'if') return { lenient: args.slice(0, 1), strict: args.slice(1) };
  // What fails while groups are made fails outside TRY.
  const isAggregate = functions.find(name).some(({ kind }) => kind === 'aggregate');
  return isAggregate || LENIENT_CALLS.has(name)
    ? { lenient: args, strict: [] }
    : { lenient: [], strict: args };
}

/** What may make something of NULL. */
const LENIENT: ReadonlySet<string> = new Set([
  'and',
  'array',
  'between',
  'in-list',
  'is-distinct',
  'is-null',
  'json-array',
  'json-exists',
  'json-object',
  'json-query',
  'json-value',
  'lambda',
  'or',
  'row',
]);
const LENIENT_CALLS: ReadonlySet<string> = new Set([
  'array_join',
  'concat_ws',
  'format',
  'map',
  'nullif',
  'try',
  'typeof',
]);

function canFail(node: Node): boolean {
  if (node.is === 'cast' || node.is === 'arithmetic' || node.is === 'subscript') return true;
  if (node.is === 'call' && !TOTAL.has(nameOf(node as FunctionCall))) return true;
  return childrenOf(node).some(canFail);
}

/** Functions that give something for whatever they get. */
const TOTAL: ReadonlySet<string> = new Set([
  'cardinality',
  'coalesce',
  'concat',
  'contains',
  'ends_with',
  'greatest',
  'if',
  'json_array_length',
  'json_extract',
  'json_extract_scalar',
  'json_format',
  'json_size',
  'least',
  'length',
  'lower',
  'ltrim',
  'nullif',
  'replace',
  'reverse',
  'rtrim',
  'split',
  'starts_with',
  'strpos',
  'substr',
  'substring',
  'trim',
  'try',
  'upper',
  'url_decode',
  'url_extract_host',
  'url_extract_path',
]);
