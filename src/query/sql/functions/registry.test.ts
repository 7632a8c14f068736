import { describe, expect, it } from 'vitest';
import { FUNCTIONS, OWN_FUNCTIONS } from './index.ts';

const OURS = ['$values', '$texts', '$is_null', '$exists', '$policy', '$open_ports'];

describe('functions of our own', () => {
  it('are found by queries that we make', () => {
    const found = OURS.map((name) => OWN_FUNCTIONS.find(name).length);

    expect(found).toEqual(OURS.map(() => 1));
  });

  it('are not found by those of people, however they are written', () => {
    const found = [...OURS, '$VALUES'].flatMap((name) => FUNCTIONS.find(name));

    expect(found).toEqual([]);
  });

  it('are not listed', () => {
    const names = [...FUNCTIONS.names, ...OWN_FUNCTIONS.names];

    expect(names.filter((name) => name.startsWith('$'))).toEqual([]);
  });
});

describe('functions of Trino', () => {
  it('are found by their names in any case, by whoever asks', () => {
    const found = [FUNCTIONS, OWN_FUNCTIONS].map((table) => table.find('Json_Extract').length > 0);

    expect(found).toEqual([true, true]);
  });

  it('are listed once, in the order of the alphabet', () => {
    const { names } = FUNCTIONS;

    expect(names).toContain('json_extract');
    expect(names).toEqual([...new Set(names)].sort());
  });
});
