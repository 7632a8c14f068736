export { readCollection } from './collection.ts';
export { evaluateCorrelation, firingsOf } from './correlation.ts';
export { evaluateRule } from './evaluate.ts';
export { type Dictionary, isDictionary } from './fields.ts';
export { evaluateOwnKeys } from './own-keys.ts';
export { RefusedRule } from './refused.ts';
export { isoWeekday } from './time.ts';
export { numberOf, scalarsOf } from './values.ts';
