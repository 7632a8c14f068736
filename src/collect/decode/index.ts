export type { EncodedPart } from './day-tables.ts';
export {
  type DecodedObject,
  type DecodeInput,
  Decoder,
  type RowRange,
} from './decoder.ts';
export { MAX_TEXT_BYTES } from './gunzip.ts';
export type { RejectedText } from './outcome.ts';
export {
  type CallerCount,
  type CallerDescription,
  describeCaller,
  type PackedCallers,
  unpackCallers,
} from './packed.ts';
export { BATCHES } from './scanner.ts';
export { loadScanModule } from './wasm-module.ts';
