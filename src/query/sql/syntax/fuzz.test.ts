import { describe, expect, it } from 'vitest';
import { SqlError } from '../index.ts';
import { formatSql, parseStatement } from './index.ts';
import { tokenize } from './lexer.ts';
import { plain } from './plain.fixture.ts';
import { COMMENTS, SAMPLES } from './samples.fixture.ts';

/** Whole numbers below `limit`, the same for the same seed (Park and Miller). */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

type Roll = ReturnType<typeof dice>;

const pick = (roll: Roll, list: readonly string[]) => list[roll(list.length)] ?? '';

const WORDS = SAMPLES.flatMap((sql) =>
  tokenize(sql).tokens.map(({ start, end }) => sql.slice(start, end)),
).concat(['(', ')', ',', "'", '"', '`', '--', '/*', ';', 'é', '😀', '\n', '\u0000', '=>', '{']);

/** A sample with some words left out, put in or exchanged, or words thrown together. */
function mutant(roll: Roll): string {
  if (roll(20) === 0) return noise(roll);
  if (roll(10) === 0) return Array.from({ length: roll(40) }, () => pick(roll, WORDS)).join(' ');
  let text = pick(roll, SAMPLES);
  for (let left = 1 + roll(4); left > 0; left--) {
    const { tokens } = tokenize(text);
    const { start, end } = tokens[roll(tokens.length)] ?? { start: 0, end: 0 };
    const word = roll(3) === 0 ? '' : ` ${pick(roll, WORDS)} `;
    text = text.slice(0, start) + word + text.slice(roll(2) === 0 ? start : end);
  }
  return text;
}

/** Characters of all planes, halves of pairs among them. */
function noise(roll: Roll): string {
  const units = Array.from({ length: roll(200) }, () => roll(roll(3) === 0 ? 0x1_0000 : 0x80));
  return `SELECT ${String.fromCharCode(...units)}`;
}

function readOrRefuse(text: string): 'read' | 'refused' {
  try {
    parseStatement(text);
    return 'read';
  } catch (error) {
    if (error instanceof SqlError) return 'refused';
    throw error;
  }
}

/** Milliseconds; of a slow text the best of three, for the machine has other work too. */
function timeOf(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3 && best > 50; tries++) {
    const started = performance.now();
    readOrRefuse(text);
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

const COUNT = Number(process.env.TRAILGLASS_FUZZ ?? 5_000);

describe('wild texts', () => {
  it('are read or refused, never slowly', () => {
    const roll = dice(20_260_131);
    const found = { read: 0, refused: 0 };
    let slowest = 0;

    for (let n = 0; n < COUNT; n++) {
      const text = mutant(roll);
      found[readOrRefuse(text)] += 1;
      slowest = Math.max(slowest, timeOf(text));
    }

    expect(found.read).toBeGreaterThan(COUNT / 20);
    expect(found.refused).toBeGreaterThan(COUNT / 3);
    expect(slowest).toBeLessThan(100);
  });

  it('keep their tree and their comments when they are formatted', () => {
    const roll = dice(7);
    const commentsOf = (text: string) => tokenize(text).comments.map((one) => one.text.trimEnd());

    for (let n = 0; n < COUNT / 5; n++) {
      const text = commented(roll, mutant(roll));
      if (readOrRefuse(text) === 'refused') continue;
      const found = formatSql(text);

      expect(readOrRefuse(found), text).toBe('read');
      expect(plain(parseStatement(found)), text).toEqual(plain(parseStatement(text)));
      expect(formatSql(found), text).toBe(found);
      expect(commentsOf(found).sort(), text).toEqual(commentsOf(text).sort());
    }
  });
});

function commented(roll: Roll, text: string): string {
  const { tokens } = tokenize(text);
  let result = text;
  for (const { start } of tokens.toReversed()) {
    if (roll(12) === 0)
      result = result.slice(0, start) + pick(roll, COMMENTS) + result.slice(start);
  }
  return result;
}
