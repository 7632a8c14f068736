export {
  type DecodedObject,
  type DecodeInput,
  Decoder,
  type RejectedText,
  type RowRange,
} from './decoder.ts';
export type { CallerCount, EncodedPart } from './scanner.ts';
export { loadScanModule } from './wasm-module.ts';
