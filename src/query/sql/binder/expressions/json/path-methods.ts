import { type Item, isArray, isNumber, isObject, kindOf } from './items.ts';
import { PathError } from './path-scope.ts';

/** `type()`, `size()`, `double()`, `ceiling()`, `floor()`, `abs()`, `keyvalue()` of one item. */
export function methodOf(name: string, item: Item, isLax: boolean): readonly Item[] {
  switch (name) {
    case 'type':
      return [kindOf(item).toLowerCase()];
    case 'size':
      return [sizeOf(item, isLax)];
    case 'keyvalue':
      return pairsOf(item);
    case 'double':
      return [doubleOf(item)];
    default:
      return [rounded(name, isNumber(item) ? item : wrong('NUMBER', item))];
  }
}

function sizeOf(item: Item, isLax: boolean): bigint {
  if (isArray(item)) return BigInt(item.length);
  return isLax ? 1n : wrong('ARRAY', item);
}

function pairsOf(item: Item): readonly Item[] {
  if (!isObject(item)) return wrong('OBJECT', item);
  return [...item].map(
    ([name, value]) =>
      new Map<string, Item>([
        ['name', name],
        ['value', value],
        ['id', 0n],
      ]),
  );
}

function doubleOf(item: Item): number {
  const value = typeof item === 'string' && item.trim() !== '' ? Number(item) : item;
  if (!isNumber(value) || Number.isNaN(value)) return wrong('NUMBER or TEXT', item);
  return Number(value);
}

function rounded(name: string, value: number | bigint): number | bigint {
  if (name === 'abs') return value < 0 ? negated(value) : value;
  if (typeof value === 'bigint') return value;
  return name === 'ceiling' ? Math.ceil(value) : Math.floor(value);
}

export function negated(value: number | bigint): number | bigint {
  return -value;
}

/** Whole numbers stay whole. @throws PathError for a division by zero */
export function calculated(
  operator: '+' | '-' | '*' | '/' | '%',
  left: number | bigint,
  right: number | bigint,
): number | bigint {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    if (right === 0n && (operator === '/' || operator === '%')) {
      throw new PathError('Division by zero');
    }
    return WHOLE[operator](left, right);
  }
  return FRACTIONAL[operator](Number(left), Number(right));
}

const WHOLE = {
  '+': (a: bigint, b: bigint) => a + b,
  '-': (a: bigint, b: bigint) => a - b,
  '*': (a: bigint, b: bigint) => a * b,
  '/': (a: bigint, b: bigint) => a / b,
  '%': (a: bigint, b: bigint) => a % b,
};
const FRACTIONAL = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
};

function wrong(expected: string, item: Item): never {
  throw new PathError(`invalid item type. Expected: ${expected}, actual: ${kindOf(item)}`);
}
