import { describe, expect, it } from 'vitest';
import { SqlError } from '../index.ts';
import { formatSql, parseStatement } from './index.ts';
import { tokenize } from './lexer.ts';
import { dice, mutantsOf, pick, type Roll, timeOf } from './mutants.fixture.ts';
import { plain } from './plain.fixture.ts';
import { COMMENTS, SAMPLES } from './samples.fixture.ts';

const mutant = mutantsOf(SAMPLES);

function readOrRefuse(text: string): 'read' | 'refused' {
  try {
    parseStatement(text);
    return 'read';
  } catch (error) {
    if (error instanceof SqlError) return 'refused';
    throw error;
  }
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
      slowest = Math.max(
        slowest,
        timeOf(() => readOrRefuse(text)),
      );
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
