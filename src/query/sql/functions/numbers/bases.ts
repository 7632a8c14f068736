import { sql } from '../../typed.ts';
import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { ScriptError } from '../script-error.ts';
import { arg, calls, spec } from '../writing.ts';

const [LOWEST, HIGHEST] = [2, 36];
const [LEAST, MOST] = [-(2n ** 63n), 2n ** 63n - 1n];

function checkRadix(radix: number): void {
  if (radix >= LOWEST && radix <= HIGHEST) return;
  const reason = `Radix must be between ${LOWEST} and ${HIGHEST}`;
  throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
}

/** The number that digits of a base mean: a bigint. @throws ScriptError */
export function fromBase(text: string, radix: number): bigint {
  checkRadix(radix);
  const [, sign, digits = ''] = /^([+-]?)([0-9A-Za-z]+)$/.exec(text) ?? [];
  const values = [...digits.toLowerCase()].map((digit) => Number.parseInt(digit, HIGHEST));
  const size = values.reduce((sum, value) => sum * BigInt(radix) + BigInt(value), 0n);
  const number = sign === '-' ? -size : size;
  const isFine = digits !== '' && values.every((value) => value < radix);
  if (isFine && number >= LEAST && number <= MOST) return number;
  const reason = `Not a valid base-${radix} number: ${text}`;
  throw new ScriptError('INVALID_FUNCTION_ARGUMENT', reason);
}

export const FUNCTIONS: readonly FunctionSpec[] = [
  spec(
    'from_base',
    ['from_base(varchar, bigint) bigint'],
    'The number that a text of digits of a base (2 to 36) means.',
    calls('tg_from_base'),
  ),
  spec(
    'to_base',
    ['to_base(bigint, bigint) varchar(64)'],
    'The number in the digits of a base (2 to 36).',
    (call) => sql`tg_to_base(${arg(call, 0)}, ${arg(call, 1)})`,
  ),
];

export const SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_from_base',
    args: ['VARCHAR', 'BIGINT'],
    result: 'BIGINT',
    call: (text, radix) => fromBase(String(text), Number(radix)),
  },
  {
    name: 'tg_to_base',
    args: ['BIGINT', 'BIGINT'],
    result: 'VARCHAR',
    call: (value, radix) => {
      checkRadix(Number(radix));
      return BigInt(String(value)).toString(Number(radix));
    },
  },
];
