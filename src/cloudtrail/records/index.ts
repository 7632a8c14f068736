export { type EventTime, readEventTime } from './event-time.ts';
