import { describe, expect, it } from 'vitest';
import { isParameterType, PARAMETER_TYPES, type ParameterTypeName } from './parameter-types.ts';

const NOW = Date.parse('2026-06-30T12:00:00Z');

describe('a value becomes a literal', () => {
  it.each<[ParameterTypeName, string, string]>([
    ['text', "it's", "'it''s'"],
    ['pattern', '%role/_%', "'%role/_%'"],
    ['integer', '007', '7'],
    ['integer', '-5', '(-5)'],
    ['number', '0.25', '0.25E0'],
    ['number', '-1', '(-1E0)'],
    ['boolean', 'True', 'TRUE'],
    ['account', '111122223333', "'111122223333'"],
    ['time', 'start', "'1970-01-01T00:00:00Z'"],
    ['time', 'end', "'9999-12-31T23:59:59Z'"],
    ['time', 'T-7d', "'2026-06-23T12:00:00Z'"],
    ['time', '2026-06-01', "'2026-06-01T00:00:00Z'"],
    ['time', '2026-06-01 08:30:00+02:00', "'2026-06-01T06:30:00Z'"],
    ['timestamp', 'T-1h', "TIMESTAMP '2026-06-30 11:00:00.000 UTC'"],
    ['date', '2026-06-01', "DATE '2026-06-01'"],
    ['duration', '90s', "INTERVAL '90' SECOND"],
    ['duration', '07d', "INTERVAL '7' DAY"],
  ])('%s %j', (type, value, literal) => {
    expect(PARAMETER_TYPES[type].literal(value, NOW)).toBe(literal);
  });
});

describe('a value is refused', () => {
  it.each<[ParameterTypeName, string]>([
    ['integer', '1.5'],
    ['integer', '1 OR 1=1'],
    ['integer', ''],
    ['number', '1e400'],
    ['number', 'NaN'],
    ['boolean', 'yes'],
    ['account', '1111222233334'],
    ['time', 'yesterday'],
    ['time', "2026-06-01' OR '1'='1"],
    ['timestamp', 'start'],
    ['date', '2026-02-30'],
    ['date', 'T-7d'],
    ['duration', '1w'],
    ['duration', '5'],
  ])('%s %j', (type, value) => {
    expect(PARAMETER_TYPES[type].literal(value, NOW)).toBeUndefined();
  });
});

it('has an example for each type that the type takes', () => {
  for (const { example, literal } of Object.values(PARAMETER_TYPES)) {
    expect(literal(example, NOW)).toBeDefined();
  }
});

it('knows types by their own names only', () => {
  expect(isParameterType('duration')).toBe(true);
  expect(isParameterType('constructor')).toBe(false);
});
