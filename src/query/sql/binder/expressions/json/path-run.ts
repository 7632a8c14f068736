import { type Item, isArray, isNumber, isObject, kindOf } from './items.ts';
import type { Path, PathNode, Range } from './path.ts';
import { calculated, methodOf, negated } from './path-methods.ts';
import { holds } from './path-predicates.ts';
import { PathError, type PathScope, unwrapped } from './path-scope.ts';

/** The items that a path finds. @throws PathError */
export function runPath(path: Path, context: Item, variables: ReadonlyMap<string, Item>) {
  return itemsOf(path.root, { isLax: path.isLax, context, variables });
}

export function itemsOf(node: PathNode, scope: PathScope): readonly Item[] {
  switch (node.is) {
    case 'context':
      return [scope.context];
    case 'current':
      return [scope.current ?? null];
    case 'last':
      return [BigInt((scope.array ?? []).length - 1)];
    case 'variable':
      return [variableOf(node.name, scope)];
    case 'literal':
      return [node.value];
    case 'arithmetic': {
      const [left, right] = [operand(node.left, scope), operand(node.right, scope)];
      return [calculated(node.operator, left, right)];
    }
    default:
      return accessed(node, scope);
  }
}

type Accessor = Extract<PathNode, { of: PathNode }>;

function accessed(node: Accessor, scope: PathScope): readonly Item[] {
  const items = itemsOf(node.of, scope);
  switch (node.is) {
    case 'member':
      return unwrapped(items, scope).flatMap((item) => memberOf(item, node.name, scope));
    case 'members':
      return unwrapped(items, scope).flatMap((item) => {
        if (isObject(item)) return [...item.values()];
        return scope.isLax ? [] : wrongKind('OBJECT', item);
      });
    case 'elements':
      return items.flatMap((item) => elementsOf(item, scope));
    case 'subscript':
      return items.flatMap((item) => subscripted(elementsOf(item, scope), node.ranges, scope));
    case 'filter':
      return unwrapped(items, scope).filter(
        (current) => holds(node.test, { ...scope, current }, itemsOf) === true,
      );
    case 'method':
      return node.name === 'type' || node.name === 'size'
        ? items.flatMap((item) => methodOf(node.name, item, scope.isLax))
        : unwrapped(items, scope).flatMap((item) => methodOf(node.name, item, scope.isLax));
    default:
      return unwrapped(items, scope).map((item) =>
        node.is === 'plus' ? number(item) : negated(number(item)),
      );
  }
}

function variableOf(name: string, { variables }: PathScope): Item {
  const value = variables.get(name);
  if (value === undefined) throw new PathError(`no value passed for parameter ${name}`);
  return value;
}

function memberOf(item: Item, name: string, { isLax }: PathScope): readonly Item[] {
  if (!isObject(item)) return isLax ? [] : wrongKind('OBJECT', item);
  const value = item.get(name);
  if (value !== undefined) return [value];
  if (isLax) return [];
  throw new PathError(`structural error: missing member '${name}' in JSON object`);
}

/** In lax mode, what is no array is an array of one. */
function elementsOf(item: Item, { isLax }: PathScope): readonly Item[] {
  if (isArray(item)) return item;
  return isLax ? [item] : wrongKind('ARRAY', item);
}

function subscripted(array: readonly Item[], ranges: readonly Range[], scope: PathScope) {
  const inside = { ...scope, array };
  return ranges.flatMap(({ from, to }) => {
    const start = indexOf(from, inside);
    const end = to ? indexOf(to, inside) : start;
    if (!scope.isLax && (start < 0 || end >= array.length || start > end)) {
      throw new PathError(
        `structural error: invalid array subscript: [${start}, ${end}] for array of size ${array.length}`,
      );
    }
    return array.slice(Math.max(0, start), Math.max(0, end + 1));
  });
}

function indexOf(node: PathNode, scope: PathScope): number {
  return Math.trunc(Number(operand(node, scope)));
}

function operand(node: PathNode, scope: PathScope): number | bigint {
  const items = unwrapped(itemsOf(node, scope), scope);
  const [item] = items;
  if (items.length !== 1 || item === undefined) {
    throw new PathError('arithmetic binary expression requires singleton operands');
  }
  return number(item);
}

function number(item: Item): number | bigint {
  return isNumber(item) ? item : wrongKind('NUMBER', item);
}

function wrongKind(expected: string, item: Item): never {
  throw new PathError(`invalid item type. Expected: ${expected}, actual: ${kindOf(item)}`);
}
