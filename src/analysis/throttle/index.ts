export { EVERY_API } from './bucket.ts';
export { callerName, clientOf, shortPrincipal } from './caller.ts';
export { type Comparison, compare, type Period, type Volume } from './compare.ts';
export type { Diagnosis } from './diagnosis.ts';
export { type Consultation, consult, MINUTES_READ } from './doctor.ts';
export type { Fit } from './fit.ts';
export type { Remedy } from './remedy.ts';
export type { Scope } from './scope.ts';
export type { Party } from './verdict.ts';
