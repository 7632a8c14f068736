import { type Item, isArray, isNumber, isObject } from './items.ts';
import type { PathNode, Predicate } from './path.ts';
import { PathError, type PathScope, unwrapped } from './path-scope.ts';

type Truth = boolean | undefined;
/** Runs the paths inside a predicate. */
type Find = (node: PathNode, scope: PathScope) => readonly Item[];

/** Whether a filter holds; undefined: unknown, also where a path inside it fails. */
export function holds(test: Predicate, scope: PathScope, find: Find): Truth {
  const inner = (one: Predicate) => holds(one, scope, find);
  const pairs = { scope, find };
  switch (test.is) {
    case 'and':
      return both(inner(test.left), inner(test.right));
    case 'or': {
      const either = both(not(inner(test.left)), not(inner(test.right)));
      return not(either);
    }
    case 'not':
      return not(inner(test.of));
    case 'unknown':
      return inner(test.of) === undefined;
    case 'exists': {
      const found = attempted(test.path, pairs);
      return found && found.length > 0;
    }
    case 'starts-with':
      return paired(test.path, test.prefix, pairs, startsWith);
    default: {
      const { operator } = test;
      return paired(test.left, test.right, pairs, (a, b) => compared(operator, a, b));
    }
  }
}

function both(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  return left === undefined || right === undefined ? undefined : true;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

interface Pairs {
  readonly scope: PathScope;
  readonly find: Find;
}

function attempted(node: PathNode, { scope, find }: Pairs): readonly Item[] | undefined {
  try {
    return unwrapped(find(node, scope), scope);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

/** True where one pair of items fits; unknown where one cannot be compared and none fits. */
function paired(
  left: PathNode,
  right: PathNode,
  pairs: Pairs,
  test: (left: Item, right: Item) => Truth,
): Truth {
  const [first, second] = [attempted(left, pairs), attempted(right, pairs)];
  if (!first || !second) return undefined;
  const truths = first.flatMap((one) => second.map((other) => test(one, other)));
  if (!pairs.scope.isLax && truths.includes(undefined)) return undefined;
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

function startsWith(text: Item, prefix: Item): Truth {
  return typeof text === 'string' && typeof prefix === 'string'
    ? text.startsWith(prefix)
    : undefined;
}

function compared(operator: string, left: Item, right: Item): Truth {
  if (left === null || right === null) return comparedNull(operator, left, right);
  if (isArray(left) || isArray(right) || isObject(left) || isObject(right)) return undefined;
  const isPair = isNumber(left) && isNumber(right);
  if (!isPair && typeof left !== typeof right) return undefined;
  switch (operator) {
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1, as in SQL
      return left == right;
    case '<>':
      // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1, as in SQL
      return left != right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

/** JSON null equals itself alone. */
function comparedNull(operator: string, left: Item, right: Item): Truth {
  if (operator === '==') return left === right;
  return operator === '<>' ? left !== right : undefined;
}
