export { type EventTime, readEventTime } from './event-time.ts';
export { type SessionFact, sessionOf } from './session.ts';
