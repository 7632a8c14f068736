export { type EventTime, readEventTime } from './event-time.ts';
export { AMBIGUOUS_CODE, DENIED_CODES, RATE_MESSAGE, THROTTLING_CODES } from './outcome.ts';
export {
  type Members,
  SESSION_MEMBERS,
  type SessionFact,
  type SessionTelling,
  sessionOf,
} from './session.ts';
