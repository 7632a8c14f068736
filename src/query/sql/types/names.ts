import type { TypeName } from '../syntax/index.ts';
import { decimal, timeOf, varchar } from './known.ts';
import type { RowField, TimeType, Type } from './type.ts';

/** Names that stand for a type as they are, in lower case. */
const SIMPLE: Readonly<Record<string, Type>> = {
  boolean: { is: 'boolean' },
  tinyint: { is: 'tinyint' },
  smallint: { is: 'smallint' },
  integer: { is: 'integer' },
  int: { is: 'integer' },
  bigint: { is: 'bigint' },
  real: { is: 'real' },
  double: { is: 'double' },
  'double precision': { is: 'double' },
  varbinary: { is: 'varbinary' },
  json: { is: 'json' },
  date: { is: 'date' },
  'interval day to second': { is: 'interval-day' },
  'interval year to month': { is: 'interval-year' },
  ipaddress: { is: 'ipaddress' },
  uuid: { is: 'uuid' },
  unknown: { is: 'unknown' },
};

const TIMES: Readonly<Record<string, TimeType['is']>> = {
  time: 'time',
  'time without time zone': 'time',
  'time with time zone': 'time-zoned',
  timestamp: 'timestamp',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp-zoned',
};
const FINEST = 12;
const LONGEST_CHAR = 65536;

/** The type that a name means; undefined where there is none. A type without its numbers has Trino's defaults. */
export function typeOf(name: TypeName): Type | undefined {
  const time = TIMES[name.name];
  if (time !== undefined) return timeNamed(time, name);
  const [first, second] = name.numbers;
  switch (name.name) {
    case 'varchar':
      return varchar(first);
    case 'char':
      return (first ?? 1) > LONGEST_CHAR ? undefined : { is: 'char', length: first ?? 1 };
    case 'decimal':
    case 'numeric':
    case 'dec':
      return decimalNamed(first ?? 38, second ?? 0);
    case 'array':
    case 'map':
    case 'row':
      return containerNamed(name);
    default:
      return name.types.length + name.numbers.length === 0 ? SIMPLE[name.name] : undefined;
  }
}

/** Trino's error for a name that `typeOf` knows nothing of: its code and its words. */
export function typeFault(name: TypeName, text: string): readonly [code: string, reason: string] {
  const inner = name.types.find((type) => typeOf(type) === undefined);
  if (inner) return typeFault(inner, text);
  const [precision = 0, scale = 0] = name.numbers;
  if (/^(?:decimal|numeric|dec)$/.test(name.name) && name.numbers.length > 0) {
    const reason =
      precision < 1 || precision > 38
        ? `DECIMAL precision must be in range [1, 38]: ${precision}`
        : `DECIMAL scale must be in range [0, precision (${precision})]: ${scale}`;
    return ['INVALID_FUNCTION_ARGUMENT', reason];
  }
  return ['TYPE_MISMATCH', `Unknown type: ${text.slice(name.span.start, name.span.end)}`];
}

function timeNamed(is: TimeType['is'], { numbers: [precision = 3] }: TypeName): Type | undefined {
  return precision > FINEST ? undefined : timeOf(is, precision);
}

function decimalNamed(precision: number, scale: number): Type | undefined {
  const isPossible = precision >= 1 && precision <= 38 && scale <= precision;
  return isPossible ? decimal(precision, scale) : undefined;
}

function containerNamed(name: TypeName): Type | undefined {
  const types = name.types.map(typeOf);
  const known = types.filter((type) => type !== undefined);
  if (known.length < types.length) return undefined;
  const [first, second] = known;
  if (name.name === 'row') {
    return { is: 'row', fields: known.map((type, at) => fieldNamed(name, at, type)) };
  }
  if (name.name === 'array') return first && { is: 'array', of: first };
  return first && second && { is: 'map', key: first, value: second };
}

function fieldNamed({ fields }: TypeName, at: number, type: Type): RowField {
  const name = fields?.[at]?.name;
  return name === undefined ? { type } : { name, type };
}
