import { describe, expect, it } from 'vitest';
import type { Explained, Sight } from '../../analysis/detect/index.ts';
import { screen } from '../terminal/output.fixture.ts';
import { explanationText } from './explanation-text.ts';

const EVENT = { id: 'e-1', time: null, source: 'iam.amazonaws.com', name: 'X' };

function shown(tree: Explained, columns?: number): readonly string[] {
  const event = { ...EVENT, account: null, region: null };
  const explanation = { event, matches: tree.holds, tree };
  return explanationText({ rule: { title: 'A rule' }, explanation }, screen(columns).out).split(
    '\n',
  );
}

function item(saw: readonly Sight[], wants = 'x'): Explained {
  return { is: 'item', holds: false, key: 'userAgent|contains', wants, saw, line: 1 };
}

function sight(...values: readonly string[]): Sight {
  return { field: 'userAgent', values, exists: values.length > 0 };
}

describe('an explanation in words', () => {
  it('is a tree with a mark for each part', () => {
    const inner = item([sight('curl')]);
    const tree: Explained = {
      is: 'not',
      holds: true,
      of: [{ is: 'selection', holds: false, name: 'tool', of: [inner] }],
    };

    expect(shown(tree)).toEqual([
      '✓ A rule matches',
      '  -  X  iam.amazonaws.com  -  -',
      '  ✓ not',
      '    ✗ tool',
      '      ✗ userAgent|contains: x  saw "curl"',
      '',
    ]);
  });

  it('tells nothing from null', () => {
    expect(shown(item([sight()])).at(2)).toBe('  ✗ userAgent|contains: x  saw nothing');
    expect(shown(item([{ ...sight(), exists: true }])).at(2)).toContain('null, or an empty list');
  });

  it('names the fields where there are several', () => {
    const saw = [sight('a'), { field: 'eventName', values: ['b'], exists: true }];

    expect(shown(item(saw)).at(2)).toContain('saw userAgent "a", eventName "b"');
  });

  it('cannot be steered by what an event holds', () => {
    expect(shown(item([sight('\u001b[2J')])).join('')).not.toContain('\u001b');
  });

  it('cuts long values and long lists to the width of the terminal', () => {
    const saw = [sight('y'.repeat(5000), ...Array.from({ length: 20 }, () => 'z'))];

    for (const line of shown(item(saw, 'w'.repeat(900)), 80)) {
      expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(shown(item([sight(...'abcdefgh')])).at(2)).toContain('"e", 3 more');
  });
});
