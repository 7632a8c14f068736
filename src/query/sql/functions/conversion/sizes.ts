import { sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { argument, calls } from '../text/call.ts';
import { invalidArgument } from '../text/failure.ts';

/** Amounts as people write them. */
export const SIZES: readonly FunctionSpec[] = [
  {
    name: 'parse_data_size',
    kind: 'scalar',
    signatures: ['parse_data_size(varchar) decimal(38, 0)'],
    about: 'How many bytes a size is, such as 2.3MB; the units are powers of 1024',
    print: (call) => sql`CAST(tg_parse_data_size(${argument(call, 0)}) AS DECIMAL(38, 0))`,
  },
  {
    name: 'format_number',
    kind: 'scalar',
    signatures: ['format_number(bigint) varchar', 'format_number(double) varchar'],
    about: 'A large number with a letter for thousands, millions, ...: 1.5B',
    print: calls('tg_format_number'),
  },
];

export const SIZE_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_parse_data_size',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => parseDataSize(String(text)),
  },
  {
    name: 'tg_format_number',
    args: ['DOUBLE'],
    result: 'VARCHAR',
    call: (value) => formatNumber(Math.trunc(Number(value))),
  },
];

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const LARGEST = 10n ** 38n;

function parseDataSize(text: string): string {
  const [, whole = '', fraction = '', unit = ''] =
    /^([0-9]*)(?:\.([0-9]*))?(.*)$/s.exec(text) ?? [];
  const power = UNITS.indexOf(unit);
  if (power < 0 || whole + fraction === '') throw invalidArgument(`Invalid data size: '${text}'`);
  const bytes =
    (BigInt(whole + fraction) * 1024n ** BigInt(power)) / 10n ** BigInt(fraction.length);
  if (bytes < LARGEST) return String(bytes);
  throw new ScriptError(
    'NUMERIC_VALUE_OUT_OF_RANGE',
    `Value out of range: '${text}' ('${bytes}B')`,
  );
}

const LETTERS = ['', 'K', 'M', 'B', 'T', 'Q'];

function formatNumber(value: number): string {
  let [rest, power] = [value, 0];
  while (Math.abs(rest) >= 1000 && power < LETTERS.length - 1) {
    rest /= 1000;
    power++;
  }
  return `${shortText(rest, rest < 10 ? 2 : rest < 100 ? 1 : 0)}${LETTERS[power]}`;
}

/** At most so many digits behind the point, halves away from zero. */
function shortText(value: number, places: number): string {
  const unit = 10 ** places;
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * unit)) / unit;
  return Object.is(rounded, -0) ? '-0' : String(rounded);
}
