/** `2 03:04:05.678` of milliseconds. */
export function intervalDayText(millis: bigint): string {
  const sign = millis < 0n ? '-' : '';
  const rest = millis < 0n ? -millis : millis;
  const two = (value: bigint) => String(value).padStart(2, '0');
  const clock = [(rest / 3_600_000n) % 24n, (rest / 60_000n) % 60n, (rest / 1000n) % 60n];
  const fraction = String(rest % 1000n).padStart(3, '0');
  return `${sign}${rest / 86_400_000n} ${clock.map(two).join(':')}.${fraction}`;
}

/** `1-2` of months. */
export function intervalYearText(months: bigint): string {
  const rest = months < 0n ? -months : months;
  return `${months < 0n ? '-' : ''}${rest / 12n}-${rest % 12n}`;
}

/** `+02:00` of seconds ahead of UTC. */
export function offsetText(seconds: number): string {
  const minutes = Math.abs(Math.trunc(seconds / 60));
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${seconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
