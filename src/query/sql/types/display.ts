import type { Type } from './type.ts';

/** A type as Trino's messages and `typeof` print it: `decimal(10,2)`, `row(a integer)`. */
export function displayName(type: Type): string {
  return nameOf(type, ',');
}

/** A type as Trino's results name it: `decimal(10, 2)`, `INTERVAL DAY TO SECOND`. */
export function columnTypeName(type: Type): string {
  return nameOf(type, ', ');
}

function nameOf(type: Type, comma: ',' | ', '): string {
  const isColumn = comma === ', ';
  const inner = (one: Type) => nameOf(one, comma);
  switch (type.is) {
    case 'decimal':
      return `decimal(${type.precision}${comma}${type.scale})`;
    case 'varchar':
    case 'char':
      return type.length === undefined ? type.is : `${type.is}(${type.length})`;
    case 'time':
    case 'timestamp':
      return `${type.is}(${type.precision})`;
    case 'time-zoned':
    case 'timestamp-zoned':
      return `${type.is === 'time-zoned' ? 'time' : 'timestamp'}(${type.precision}) with time zone`;
    case 'interval-day':
      return isColumn ? 'INTERVAL DAY TO SECOND' : 'interval day to second';
    case 'interval-year':
      return isColumn ? 'INTERVAL YEAR TO MONTH' : 'interval year to month';
    case 'array':
      return `array(${inner(type.of)})`;
    case 'map':
      return `map(${inner(type.key)}, ${inner(type.value)})`;
    case 'row':
      return `row(${type.fields.map((field) => fieldText(field.name, inner(field.type))).join(', ')})`;
    case 'function':
      return `function(${[...type.params, type.result].map(inner).join(',')})`;
    default:
      return type.is;
  }
}

function fieldText(name: string | undefined, type: string): string {
  return name === undefined ? type : `${name} ${type}`;
}
