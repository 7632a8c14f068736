import { describe, expect, it } from 'vitest';
import { paragraph } from './paragraph.ts';

const SENTENCE = 'Terraform throttles itself: it made all the calls around the throttles.';

describe('a paragraph', () => {
  it('is one line where nothing limits it', () => {
    const layout = { indent: 3, width: Number.POSITIVE_INFINITY };

    expect(paragraph(SENTENCE, layout)).toBe(`   ${SENTENCE}\n`);
  });

  it('is broken between words, and goes on further in', () => {
    const lines = paragraph(SENTENCE, { indent: 3, width: 50 }).split('\n');

    expect(lines).toEqual([
      '   Terraform throttles itself: it made all the',
      '     calls around the throttles.',
      '',
    ]);
  });

  it('cannot steer the terminal', () => {
    expect(paragraph('role/\u001b[31m', { indent: 0, width: 80 })).toBe('role/\\u{1b}[31m\n');
  });
});
