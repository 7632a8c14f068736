import {
  arrayOf,
  canCoerce,
  commonSuperType,
  decimalOf,
  isSameType,
  type MapType,
  type RowType,
  type TextType,
  type TimeType,
  type Type,
  timeOf,
  UNKNOWN,
  varchar,
} from '../types/index.ts';
import { isTypeVariable, kindOf, type TypePattern } from './signatures.ts';

/** What a signature's names stand for in one call. */
export interface Bindings {
  readonly types: Map<string, Type>;
  readonly numbers: Map<string, number>;
}

export function noBindings(): Bindings {
  return { types: new Map(), numbers: new Map() };
}

/**
 * Whether an argument of a type may stand where a pattern does, and notes what the pattern's names stand for.
 * @param coerce also types that Trino would coerce
 */
export function matches(
  pattern: TypePattern,
  type: Type,
  bound: Bindings,
  coerce: boolean,
): boolean {
  if (isTypeVariable(pattern.name)) return matchesVariable(pattern.name, type, bound, coerce);
  const kind = kindOf(pattern.name);
  if (type.is === 'unknown') return coerce || kind === 'unknown';
  if (type.is === kind) return matchesKind(pattern, type, bound, coerce);
  if (!coerce) return false;
  const target = coercedTo(kind, type);
  return target !== undefined && matchesKind(pattern, target, bound, coerce);
}

function matchesVariable(name: string, type: Type, bound: Bindings, coerce: boolean): boolean {
  const known = bound.types.get(name);
  if (!known || isSameType(known, type)) {
    if (!known) bound.types.set(name, type);
    return true;
  }
  const common = coerce ? commonSuperType(known, type) : undefined;
  if (common) bound.types.set(name, common);
  return common !== undefined;
}

function matchesKind(pattern: TypePattern, type: Type, bound: Bindings, coerce: boolean): boolean {
  switch (type.is) {
    case 'array':
      return matchesEach(pattern, [type.of], bound, coerce);
    case 'map':
      return matchesEach(pattern, [type.key, type.value], bound, coerce);
    case 'row':
      return matchesEach(
        pattern,
        type.fields.map((field) => field.type),
        bound,
        coerce,
      );
    case 'decimal':
      return matchesNumbers(pattern, [type.precision, type.scale], bound);
    case 'varchar':
    case 'char':
      return type.length === undefined || matchesNumbers(pattern, [type.length], bound);
    case 'time':
    case 'time-zoned':
    case 'timestamp':
    case 'timestamp-zoned':
      return matchesNumbers(pattern, [type.precision], bound);
    default:
      return true;
  }
}

function matchesEach(
  { types }: TypePattern,
  parts: readonly Type[],
  bound: Bindings,
  coerce: boolean,
): boolean {
  if (types.length === 0) return true;
  return (
    types.length === parts.length &&
    types.every((pattern, at) => matches(pattern, parts[at] ?? UNKNOWN, bound, coerce))
  );
}

/** Names take the larger number: a common super type has room for both. */
function matchesNumbers({ numbers }: TypePattern, given: readonly number[], bound: Bindings) {
  for (const [at, wanted] of numbers.entries()) {
    const number = given[at] ?? 0;
    if (typeof wanted === 'number' ? number > wanted : false) return false;
    if (typeof wanted === 'string') {
      bound.numbers.set(wanted, Math.max(number, bound.numbers.get(wanted) ?? 0));
    }
  }
  return true;
}

/** The type of a kind that a value of another kind is coerced to. */
function coercedTo(kind: Type['is'], type: Type): Type | undefined {
  const target = targetOf(kind, type);
  return target && canCoerce(type, target) ? target : undefined;
}

function targetOf(kind: Type['is'], type: Type): Type | undefined {
  const precision = (type as Partial<TimeType>).precision ?? 0;
  switch (kind) {
    case 'decimal':
      return decimalOf(type);
    case 'char':
      return type.is === 'varchar' ? { is: 'char', length: type.length ?? 65536 } : undefined;
    case 'varchar':
      return varchar((type as TextType).length);
    case 'time':
    case 'time-zoned':
    case 'timestamp':
    case 'timestamp-zoned':
      return timeOf(kind, precision, (type as Partial<TimeType>).zone);
    case 'array':
    case 'map':
    case 'row':
    case 'function':
      return undefined;
    default:
      return { is: kind };
  }
}

/**
 * The type that a pattern means once its names are known.
 * @param given the argument that stands there: keeps its own length, precision, fields where the pattern asks for none
 */
export function typeFrom(pattern: TypePattern, bound: Bindings, given?: Type): Type {
  if (isTypeVariable(pattern.name)) return bound.types.get(pattern.name) ?? UNKNOWN;
  const kind = kindOf(pattern.name);
  const own = given && (given.is === kind ? given : coercedTo(kind, given));
  if (own && !isContainer(kind) && pattern.numbers.length === 0) return own;
  const [first, second] = pattern.numbers.map((wanted) => numberFrom(wanted, bound));
  switch (kind) {
    case 'decimal':
      return { is: kind, precision: first ?? 38, scale: second ?? 0 };
    case 'varchar':
      return varchar(first);
    case 'char':
      return { is: kind, length: first ?? 1 };
    case 'time':
    case 'time-zoned':
    case 'timestamp':
    case 'timestamp-zoned':
      return timeOf(kind, first ?? 3, (own as Partial<TimeType> | undefined)?.zone);
    default:
      return containerFrom(pattern, bound, own) ?? ({ is: kind } as Type);
  }
}

function isContainer(kind: Type['is']): boolean {
  return kind === 'array' || kind === 'map' || kind === 'row' || kind === 'function';
}

function containerFrom(pattern: TypePattern, bound: Bindings, own: Type | undefined) {
  const part = (at: number, type?: Type): Type => {
    const inner = pattern.types[at];
    return inner ? typeFrom(inner, bound, type) : (type ?? UNKNOWN);
  };
  switch (pattern.name) {
    case 'array':
      return arrayOf(part(0, own?.is === 'array' ? own.of : undefined));
    case 'map': {
      const { key, value }: Partial<MapType> = own?.is === 'map' ? own : {};
      return { is: 'map', key: part(0, key), value: part(1, value) } as const;
    }
    case 'row':
      return rowFrom(pattern, bound, own?.is === 'row' ? own : undefined);
    case 'function': {
      const params = pattern.types.slice(0, -1).map((one) => typeFrom(one, bound));
      return { is: 'function', params, result: part(pattern.types.length - 1) } as const;
    }
    default:
      return undefined;
  }
}

function numberFrom(wanted: number | string | undefined, bound: Bindings): number | undefined {
  return typeof wanted === 'string' ? bound.numbers.get(wanted) : wanted;
}

function rowFrom(pattern: TypePattern, bound: Bindings, own: RowType | undefined): Type {
  if (pattern.types.length === 0) return own ?? { is: 'row', fields: [] };
  return {
    is: 'row',
    fields: pattern.types.map((inner, at) => {
      const name = own?.fields[at]?.name;
      const type = typeFrom(inner, bound, own?.fields[at]?.type);
      return name === undefined ? { type } : { name, type };
    }),
  };
}
