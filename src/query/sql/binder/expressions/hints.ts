import type { Typed } from '../../typed.ts';

/** What people mean who compare a string with something else. */
export function comparisonHint(left: Typed, right: Typed): string | undefined {
  const [text, other] = left.type.is === 'varchar' ? [left, right] : [right, left];
  if (text.type.is !== 'varchar') return undefined;
  const isLiteral = typeof text.constant?.value === 'string';
  switch (other.type.is) {
    case 'timestamp':
    case 'timestamp-zoned':
      return isLiteral
        ? `write a timestamp: TIMESTAMP '${textOf(text)}', or from_iso8601_timestamp('${textOf(text)}')`
        : "the string needs from_iso8601_timestamp(..), or compare it with a text such as '2026-01-31T00:00:00Z'";
    case 'date':
      return isLiteral
        ? `write a date: DATE '${textOf(text)}'`
        : "format the date as the string has it, such as date_format(d, '%Y/%m/%d')";
    case 'boolean':
      return "compare with the text 'true' or 'false'";
    case 'integer':
    case 'bigint':
    case 'double':
    case 'decimal':
      return isLiteral ? 'write the number without quotes' : 'cast the string: CAST(.. AS bigint)';
    default:
      return undefined;
  }
}

function textOf({ constant }: Typed): string {
  return String(constant?.value);
}
