import { tokenize } from './lexer.ts';

/** Whole numbers below `limit`, the same for the same seed (Park and Miller). */
export function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

export type Roll = ReturnType<typeof dice>;

export const pick = (roll: Roll, list: readonly string[]): string => list[roll(list.length)] ?? '';

const ODD_WORDS = [
  '(',
  ')',
  ',',
  "'",
  '"',
  '`',
  '--',
  '/*',
  ';',
  'é',
  '😀',
  '\n',
  '\u0000',
  '=>',
  '{',
];

/** Makes one of the texts with some words left out, put in or exchanged, or words thrown together. */
export function mutantsOf(texts: readonly string[]): (roll: Roll) => string {
  const words = texts.flatMap(wordsOf).concat(ODD_WORDS);
  return (roll) => {
    if (roll(20) === 0) return noise(roll);
    if (roll(10) === 0) return Array.from({ length: roll(40) }, () => pick(roll, words)).join(' ');
    let text = pick(roll, texts);
    for (let left = 1 + roll(4); left > 0; left--) {
      const { tokens } = tokenize(text);
      const { start, end } = tokens[roll(tokens.length)] ?? { start: 0, end: 0 };
      const word = roll(3) === 0 ? '' : ` ${pick(roll, words)} `;
      text = text.slice(0, start) + word + text.slice(roll(2) === 0 ? start : end);
    }
    return text;
  };
}

function wordsOf(text: string): readonly string[] {
  return tokenize(text).tokens.map(({ start, end }) => text.slice(start, end));
}

/** Makes one of the texts with some characters left out, put in, exchanged, or said twice. */
export function misspelled(roll: Roll, text: string): string {
  let result = text;
  for (let left = 1 + roll(3); left > 0; left--) {
    const [at, length] = [roll(result.length + 1), roll(3)];
    const twice = result.slice(at, at + length);
    const put =
      roll(2) === 0 ? twice : String.fromCharCode(roll(8) === 0 ? roll(0x1_0000) : roll(0x80));
    result = result.slice(0, at) + put + result.slice(roll(2) === 0 ? at : at + length);
  }
  return result;
}

/** Characters of all planes, halves of pairs among them. */
function noise(roll: Roll): string {
  const units = Array.from({ length: roll(200) }, () => roll(roll(3) === 0 ? 0x1_0000 : 0x80));
  return `SELECT ${String.fromCharCode(...units)}`;
}

/** Milliseconds of a step; of a slow one the best of three, for the machine has other work too. */
export function timeOf(step: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > 50; tries++) {
    const started = performance.now();
    step();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}
