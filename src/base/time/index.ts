export {
  DAY_MS,
  type Day,
  dayNumber,
  dayOf,
  dayOfNumber,
  dayStart,
  parseTime,
  type TimeRange,
} from './time.ts';
