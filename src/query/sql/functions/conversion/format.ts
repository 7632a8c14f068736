import { refuse } from '../../refusal.ts';
import type { Fragment, Typed } from '../../typed.ts';
import { joined, quoted, sql } from '../../typed.ts';
import { displayName, type Type } from '../../types/index.ts';
import type { BoundCall, FunctionSpec, ScriptFunction } from '../contract.ts';
import { javaDouble } from '../json/write.ts';
import { argument } from '../text/call.ts';
import { type FormatValue, javaFormat } from './java-format.ts';
import { dateText, localText, timeText, zonedText } from './java-times.ts';

/** Type variables for as many arguments as anyone gives. */
const VARIABLES = Array.from(
  { length: 50 },
  (_, at) => `${String.fromCharCode(65 + (at % 26))}${at < 26 ? '' : Math.floor(at / 26)}`,
);

/** `format('%5.2f', x)`: https://trino.io/docs/476/functions/conversion.html#format, by Java's rules. */
export const FORMAT: FunctionSpec = {
  name: 'format',
  kind: 'scalar',
  signatures: [
    'format(varchar) varchar',
    ...VARIABLES.map(
      (_, at) => `format(varchar, ${VARIABLES.slice(0, at + 1).join(', ')}) varchar`,
    ),
  ],
  about: 'A text with values put in its places, as Java does it',
  check: (call) => {
    if (call.args.length < 2) {
      refuse('SYNTAX_ERROR', "The 'format' function must have at least two arguments", call.span);
    }
    for (const { type, span } of call.args.slice(1)) {
      if (kindOf(type)) continue;
      refuse('NOT_SUPPORTED', `Type not supported for formatting: ${displayName(type)}`, span);
    }
  },
  print: printFormat,
};

function printFormat(call: BoundCall): Fragment {
  const values = joined(call.args.slice(1).map(taggedValue));
  return sql`tg_format(${argument(call, 0)}, [${values}])`;
}

/** A letter for what the value is to Java, and the text that the script reads. */
function taggedValue({ type, sql: value }: Typed): Fragment {
  if (type.is === 'unknown') return sql`CAST(NULL AS VARCHAR)`;
  const isInstant = type.is === 'date' || type.is === 'timestamp' || type.is === 'timestamp-zoned';
  const text = isInstant ? sql`epoch_us(${value})` : value;
  return sql`${quoted(`${kindOf(type) ?? ''}:${detailOf(type)}`)} || CAST(${text} AS VARCHAR)`;
}

function kindOf(type: Type): string | undefined {
  return KINDS[type.is];
}

const KINDS: Readonly<Partial<Record<Type['is'], string>>> = {
  unknown: 'text',
  boolean: 'boolean',
  tinyint: 'long',
  smallint: 'long',
  integer: 'long',
  bigint: 'long',
  real: 'double',
  double: 'double',
  decimal: 'decimal',
  varchar: 'text',
  char: 'char',
  json: 'text',
  uuid: 'text',
  date: 'date',
  time: 'time',
  timestamp: 'timestamp',
  'timestamp-zoned': 'zoned',
};

/** What the script must know beside the value. */
function detailOf(type: Type): string {
  if (type.is === 'char') return `${type.length ?? 1}:`;
  return type.is === 'timestamp-zoned' ? `${type.zone ?? 'UTC'}|` : '';
}

export const FORMAT_SCRIPT: ScriptFunction = {
  name: 'tg_format',
  args: ['VARCHAR', 'VARCHAR[]'],
  result: 'VARCHAR',
  call: (format, values) =>
    javaFormat(String(format), (values as readonly (string | null)[]).map(read)),
};

function read(tagged: string | null): FormatValue {
  if (tagged === null) return null;
  const end = tagged.indexOf(':');
  const [kind, text] = [tagged.slice(0, end), tagged.slice(end + 1)];
  switch (kind) {
    case 'boolean':
    case 'long':
    case 'decimal':
      return { is: kind, text };
    case 'double':
      return { is: 'double', text: javaDouble(doubleOf(text)) };
    case 'date':
      return { is: 'other', text: dateText(BigInt(text)) };
    case 'time':
      return { is: 'other', text: timeText(text) };
    case 'timestamp':
      return { is: 'other', text: localText(BigInt(text)) };
    case 'zoned':
      return { is: 'other', text: zonedText(text) };
    case 'char':
      return { is: 'text', text: charText(text) };
    default:
      return { is: 'text', text };
  }
}

function doubleOf(text: string): number {
  if (/^-?inf/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

function charText(text: string): string {
  const end = text.indexOf(':');
  return text.slice(end + 1).padEnd(Number(text.slice(0, end)));
}
