import { DamagedJson, type JsonReader } from './reader.ts';

/** A double as Java writes it, which is how Trino's JSON and `format` do: `1.0`, `100000.0`, `1.0E-7`, `1.0E7`. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits = '', power = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(power)}`;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** A JSON string as Jackson writes it: characters beyond the BMP as two escapes. */
export function jsonString(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within strings
  return `"${text.replace(/["\\\u0000-\u001f\ud800-\udfff]/g, (unit) => SHORT[unit] ?? escaped(unit))}"`;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whole numbers keep their digits, others become doubles; beyond them is the string "Infinity". */
function jsonNumber(spelled: string, isFloat: boolean): string {
  if (!isFloat) return spelled === '-0' ? '0' : spelled;
  const value = Number(spelled);
  return Number.isFinite(value) ? javaDouble(value) : `"${javaDouble(value)}"`;
}

function scalarText(reader: JsonReader): string {
  const { token } = reader;
  if (token === 'string') return jsonString(reader.text());
  const isNumber = token === 'integer' || token === 'float';
  return isNumber ? jsonNumber(reader.text(), token === 'float') : reader.text();
}

/** The value that begins at the reader's token, compact; members as they come. @throws DamagedJson */
export function copiedValue(reader: JsonReader): string {
  const { token } = reader;
  if (token === '[') return `[${elements(reader, copiedValue).join(',')}]`;
  if (token !== '{') return scalarText(reader);
  return `{${members(reader, copiedValue)
    .map(([name, value]) => `${jsonString(name)}:${value}`)
    .join(',')}}`;
}

/** The same with members sorted by name, and of those with one name the last. @throws DamagedJson */
export function sortedValue(reader: JsonReader): string {
  const { token } = reader;
  if (token === '[') return `[${elements(reader, sortedValue).join(',')}]`;
  if (token !== '{') return scalarText(reader);
  const byName = new Map(members(reader, sortedValue));
  const sorted = [...byName].sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([name, value]) => `${jsonString(name)}:${value}`).join(',')}}`;
}

type Writer = (reader: JsonReader) => string;

function elements(reader: JsonReader, write: Writer): string[] {
  const written: string[] = [];
  while (reader.next() !== ']') written.push(write(reader));
  return written;
}

function members(reader: JsonReader, write: Writer): [string, string][] {
  const written: [string, string][] = [];
  while (reader.next() === 'name') {
    const name = reader.text();
    if (!reader.next()) throw new DamagedJson();
    written.push([name, write(reader)]);
  }
  return written;
}
