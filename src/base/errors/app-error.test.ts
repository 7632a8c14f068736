import { describe, expect, it } from 'vitest';
import { AppError, ERRORS, toAppError } from './index.ts';

describe('AppError', () => {
  it('has the exit code and the next step of its code', () => {
    const error = new AppError('TG_LAKE_EMPTY', 'There is no lake at /data.');

    expect(error.exitCode).toBe(ERRORS.TG_LAKE_EMPTY.exit);
    expect(error.hint).toBe(ERRORS.TG_LAKE_EMPTY.next);
    expect(error.details).toEqual({});
  });

  it('prefers its own hint, and keeps its cause', () => {
    const cause = new Error('ENOSPC');

    const error = new AppError('TG_OUTPUT_FAILED', 'Full.', { hint: 'Free some space.', cause });

    expect(error.hint).toBe('Free some space.');
    expect(error.cause).toBe(cause);
  });
});

describe('toAppError', () => {
  it('passes an AppError, and wraps anything else', () => {
    const own = new AppError('TG_TIME_INVALID', '"x" is not a time.');

    expect(toAppError(own)).toBe(own);
    expect(toAppError(new TypeError('oops'))).toMatchObject({
      code: 'TG_INTERNAL',
      message: 'oops',
      cause: expect.any(TypeError),
    });
    expect(toAppError('text')).toMatchObject({ code: 'TG_INTERNAL', message: 'text' });
  });
});

describe('the catalogue', () => {
  it('says in sentences what each code means and what to do', () => {
    for (const { meaning, next } of Object.values(ERRORS)) {
      expect(meaning).toMatch(/^[A-Za-z].*\.$/);
      expect(next).toMatch(/^[A-Za-z].*\.$/);
    }
  });
});
