export { type DecodedObject, type DecodeInput, Decoder, type RowRange } from './decoder.ts';
export type { CallerCount, EncodedPart } from './scanner.ts';
export type { Rejection } from './slow-path.ts';
export { loadScanModule } from './wasm-module.ts';
