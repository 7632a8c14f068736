export { type DeliverOptions, deliver } from './deliver.ts';
export type { DeliverEffects } from './deliver-effects.ts';
export type { DigestEntry, Notice } from './notice.ts';
export { openSinks, type Write } from './open-sink.ts';
export { type DueRow, MOST_WAITING, type NewRow, type Outbox, type SinkCounts } from './outbox.ts';
export type { Outcome, OutcomeClass } from './outcome.ts';
export { rowsOf } from './queue.ts';
export type { Capabilities, Sink } from './sink.ts';
export { type SinkTest, testSink } from './test-sink.ts';
