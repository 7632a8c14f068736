export type { JsonValue } from './json.ts';
export { type Reader, readerOf } from './reader.ts';
export { type RowForm, readRows } from './rows.ts';
export { type RunError, readRunError } from './run-errors.ts';
export { Vocabulary } from './vocabulary.ts';
