import { describe, expect, it } from 'vitest';
import { readRunError } from './run-errors.ts';

function failed(type: string, message: string): string {
  return JSON.stringify({ exception_type: type, exception_message: message });
}

describe('readRunError', () => {
  it('takes our own errors out of what carries them', () => {
    const fromScript = failed('Invalid Input', 'TG:INVALID_FUNCTION_ARGUMENT:Invalid CIDR');
    const fromCast = failed(
      'Conversion',
      "Could not convert string 'TG:DIVISION_BY_ZERO:Division by zero' to INT32",
    );

    expect(readRunError(fromScript)).toEqual({
      code: 'INVALID_FUNCTION_ARGUMENT',
      reason: 'Invalid CIDR',
    });
    expect(readRunError(fromCast)).toEqual({
      code: 'DIVISION_BY_ZERO',
      reason: 'Division by zero',
    });
  });

  it("gives DuckDB's own errors Trino's names", () => {
    const overflow = failed('Out of Range', 'Overflow in addition of INT8 (127 + 1)!');
    const cast = failed('Conversion', 'Could not convert string "x" to DECIMAL(4,1)');

    expect(readRunError(overflow)?.code).toBe('NUMERIC_VALUE_OUT_OF_RANGE');
    expect(readRunError(cast)?.code).toBe('INVALID_CAST_ARGUMENT');
  });

  it('leaves what it does not know to others', () => {
    expect(readRunError(failed('IO', 'No space left on device'))).toBeUndefined();
    expect(readRunError('Something else')).toBeUndefined();
  });
});
