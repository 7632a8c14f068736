import type { AlertMessage } from '../../analysis/detect/index.ts';
import type { DigestSchedule, NotifySettings } from '../../base/config/index.ts';
import { type Notice, noticeId, severityOf, threadOf } from './notice.ts';
import type { NewRow } from './outbox.ts';
import { type Destination, destinationsOf } from './routes.ts';
import { nextAt } from './zoned.ts';

/** The rows of the outbox that a message comes to; put in together with the alert. */
export function rowsOf(
  message: AlertMessage,
  settings: NotifySettings,
  now: number,
): readonly NewRow[] {
  const notice: Notice = { is: 'alert', message };
  return destinationsOf(message, settings, now).map((destination) => ({
    ...rowOf(notice, destination.sink, now),
    step: message.step,
    ...digestPart(destination, now),
  }));
}

/** A row that is due at once. */
export function rowOf(notice: Notice, sink: string, now: number): NewRow {
  return {
    messageId: noticeId(notice),
    alertId: threadOf(notice),
    step: notice.is,
    sink,
    severity: severityOf(notice),
    digest: null,
    payload: JSON.stringify(notice),
    due: now,
  };
}

function digestPart({ digest, route }: Destination, now: number): Partial<NewRow> {
  if (digest === undefined) return {};
  return { digest: `route ${(route ?? 0) + 1}`, due: nextDigest(digest, now) };
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** When the next digest goes: at whole multiples of the time since 1970, or at a time of the day. */
export function nextDigest({ every, daily, zone }: DigestSchedule, now: number): number {
  if (daily !== undefined) return nextAt(daily, zone, now);
  const text = every ?? '1h';
  const step = Number.parseInt(text, 10) * (UNITS[text.at(-1) ?? 'h'] ?? 0);
  return (Math.floor(now / step) + 1) * step;
}
