/** What a clock on a wall shows. */
export interface Zoned {
  readonly weekday: string;
  /** Minutes since midnight. */
  readonly minutes: number;
}

const DAY_MINUTES = 1440;
const MINUTE = 60_000;

/** A time in milliseconds since 1970 in a zone such as `Europe/Berlin`. */
export function zoned(at: number, zone: string): Zoned {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { weekday: part('weekday'), minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}

/** `08:30` as minutes since midnight. */
export function minutesOf(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** The next moment after `now` at which a clock of the zone shows the time; it may be moved that day. */
export function nextAt(clock: string, zone: string, now: number): number {
  const wanted = minutesOf(clock);
  const start = Math.floor(now / MINUTE) * MINUTE;
  const ahead = (wanted - zoned(start, zone).minutes + DAY_MINUTES) % DAY_MINUTES;
  const next = mended(start + (ahead === 0 ? DAY_MINUTES : ahead) * MINUTE, wanted, zone);
  return next > now ? next : mended(next + DAY_MINUTES * MINUTE, wanted, zone);
}

/** On a day on which clocks are moved, a guess is off by as much. */
function mended(guess: number, wanted: number, zone: string): number {
  const off = wanted - zoned(guess, zone).minutes;
  const nearest = ((off + DAY_MINUTES * 1.5) % DAY_MINUTES) - DAY_MINUTES / 2;
  return guess + nearest * MINUTE;
}
