import { raised, ScriptError } from '../script-error.ts';

/** The error of nearly every function whose argument makes no sense. */
export function invalidArgument(message: string): ScriptError {
  return new ScriptError('INVALID_FUNCTION_ARGUMENT', message);
}

/** SQL of type VARCHAR that fails when a row reaches it, as a text: macros are texts. */
export function failing(message: string, code = 'INVALID_FUNCTION_ARGUMENT'): string {
  return `CAST(${raised(code, message).parts.join('')} AS VARCHAR)`;
}
