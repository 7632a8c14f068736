export { type GenerateSummary, generate } from './generate.ts';
export type { GenerateOptions } from './options.ts';
export type { SystemName, Truth, TruthAlert, TruthCaller } from './truth.ts';
