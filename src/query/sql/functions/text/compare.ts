import type { FunctionSpec, ScriptFunction } from '../contract.ts';
import { calls } from './call.ts';
import { invalidArgument } from './failure.ts';

/** How like two texts are, and what they sound like. */
export const COMPARE: readonly FunctionSpec[] = [
  {
    name: 'levenshtein_distance',
    kind: 'scalar',
    signatures: ['levenshtein_distance(varchar, varchar) bigint'],
    about: 'How many characters to change, add or take away to get from one text to the other',
    print: calls('tg_levenshtein'),
  },
  {
    name: 'hamming_distance',
    kind: 'scalar',
    signatures: ['hamming_distance(varchar, varchar) bigint'],
    about: 'How many characters differ between two texts of one length',
    print: calls('tg_hamming'),
  },
  {
    name: 'soundex',
    kind: 'scalar',
    signatures: ['soundex(varchar) varchar'],
    about: 'What an English word sounds like, as a letter and three digits',
    result: () => ({ is: 'varchar', length: 4 }),
    print: calls('tg_soundex'),
  },
  {
    name: 'luhn_check',
    kind: 'scalar',
    signatures: ['luhn_check(varchar) boolean'],
    about: 'Whether the digits end in the check digit of the Luhn algorithm',
    print: calls('tg_luhn_check'),
  },
];

export const COMPARE_SCRIPTS: readonly ScriptFunction[] = [
  {
    name: 'tg_levenshtein',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (left, right) => BigInt(levenshtein([...String(left)], [...String(right)])),
  },
  {
    name: 'tg_hamming',
    args: ['VARCHAR', 'VARCHAR'],
    result: 'BIGINT',
    call: (left, right) => BigInt(hamming([...String(left)], [...String(right)])),
  },
  {
    name: 'tg_soundex',
    args: ['VARCHAR'],
    result: 'VARCHAR',
    call: (text) => soundex(String(text)),
  },
  {
    name: 'tg_luhn_check',
    args: ['VARCHAR'],
    result: 'BOOLEAN',
    call: (text) => luhn(String(text)),
  },
];

/** Trino's limit, so that a pair of long texts does not take for ever. */
const LARGEST_PRODUCT = 1_000_000;

function levenshtein(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return Math.max(left.length, right.length);
  if (left.length * (right.length - 1) > LARGEST_PRODUCT) {
    throw invalidArgument(
      `The combined inputs for Levenshtein distance are too large: ${left.length}, ${right.length}`,
    );
  }
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [at, letter] of left.entries()) row = nextRow(row, letter, right, at + 1);
  return row.at(-1) ?? 0;
}

function nextRow(
  above: readonly number[],
  letter: string,
  right: readonly string[],
  first: number,
): number[] {
  const row = [first];
  for (const [at, other] of right.entries()) {
    const changed = (above[at] ?? 0) + (letter === other ? 0 : 1);
    row.push(Math.min(changed, (above[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1));
  }
  return row;
}

function hamming(left: readonly string[], right: readonly string[]): number {
  if (left.length !== right.length) {
    throw invalidArgument(
      'The input strings to hamming_distance function must have the same length',
    );
  }
  return left.filter((letter, at) => letter !== right[at]).length;
}

/** The digit of A to Z; 0 is a vowel, `-` (H and W) does not even part two like sounds. */
const SOUNDS = '0123012-02245501262301-202';

function soundex(text: string): string {
  const letters = [...text.toUpperCase()].filter((letter) => /\p{L}/u.test(letter));
  const foreign = letters.find((letter) => !/^[A-Z]$/.test(letter));
  if (foreign) {
    const index = (foreign.codePointAt(0) ?? 0) - 65;
    throw invalidArgument(`The character is not mapped: ${foreign} (index=${index})`);
  }
  const [first] = letters;
  if (!first) return '';
  let code = first;
  let last = soundOf(first);
  for (const letter of letters.slice(1)) {
    const sound = soundOf(letter);
    if (sound === '-') continue;
    if (sound !== '0' && sound !== last) code += sound;
    if (code.length === 4) break;
    last = sound;
  }
  return code.padEnd(4, '0');
}

function soundOf(letter: string): string {
  return SOUNDS[letter.charCodeAt(0) - 65] ?? '0';
}

function luhn(text: string): boolean {
  if (text === '') return false;
  if (!/^[0-9]+$/.test(text)) throw invalidArgument('Input string must contain only digits');
  const sum = [...text].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
