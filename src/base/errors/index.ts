export { AppError, type AppErrorOptions, messageOf, toAppError } from './app-error.ts';
export { ERRORS, type ErrorCode, type ErrorEntry } from './catalogue.ts';
