import { describe, expect, it } from 'vitest';
import { parseSignature } from './signatures.ts';

describe('parseSignature', () => {
  it('reads containers, lambdas and variables', () => {
    const signature = parseSignature('transform(array(T), function(T, U)) array(U)');

    expect(signature.name).toBe('transform');
    expect(signature.params.map(({ name }) => name)).toEqual(['array', 'function']);
    expect(signature.params[1]?.types.map(({ name }) => name)).toEqual(['T', 'U']);
    expect(signature.result).toEqual({
      name: 'array',
      numbers: [],
      types: [{ name: 'U', numbers: [], types: [] }],
    });
  });

  it('reads numbers, names of numbers and types of several words', () => {
    const signature = parseSignature('f(decimal(p, 0), timestamp(q) with time zone) varchar(3)');

    expect(signature.params[0]?.numbers).toEqual(['p', 0]);
    expect(signature.params[1]).toEqual({
      name: 'timestamp with time zone',
      numbers: ['q'],
      types: [],
    });
    expect(signature.result.numbers).toEqual([3]);
  });

  it('reads what may come any number of times', () => {
    const signature = parseSignature('concat(varchar, varchar, ...) varchar');

    expect(signature.isVariadic).toBe(true);
    expect(signature.params).toHaveLength(2);
  });
});
