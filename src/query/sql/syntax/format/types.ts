import type { TypeName } from '../ast.ts';
import { isPlainName } from '../keywords.ts';
import { identifier } from './printer.ts';

/** A type in lower case; before a text, in upper case, as DATE '...' is written. */
export function typeName(type: TypeName, before = false): string {
  const { name, numbers, types, fields } = type;
  const parameters = [
    ...numbers.map(String),
    ...types.map((one, index) => {
      const field = fields?.[index];
      return field ? `${identifier(field)} ${typeName(one)}` : typeName(one);
    }),
  ];
  const inner = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
  const zoned = /^(time|timestamp) with time zone$/.exec(name);
  if (zoned) return `${zoned[1]}${inner} with time zone`;
  const isPlain = name.startsWith('interval ') || isPlainName(name);
  const word = isPlain ? name : `"${name.replaceAll('"', '""')}"`;
  return (before && isPlain ? word.toUpperCase() : word) + inner;
}
