import type { HttpAnswer, HttpFailure, HttpResult } from './http.ts';
import { type Outcome, refused, untrusted } from './outcome.ts';

const RETRIED: ReadonlySet<number> = new Set([408, 425, 429]);
const BROKEN: ReadonlySet<number> = new Set([401, 403, 404, 410]);
const LONGEST_WAIT = 3_600_000;

/** The class of a result, the same for all sinks; `undefined` for a good answer. */
export function failureOf(result: HttpResult, now: number): Outcome | undefined {
  return result.is === 'failed' ? connectionOutcome(result) : statusOutcome(result, now);
}

/** For sinks whose good answers say nothing more. */
export function outcomeOf(result: HttpResult, now: number): Outcome {
  return failureOf(result, now) ?? { is: 'done' };
}

function statusOutcome(answer: HttpAnswer, now: number): Outcome | undefined {
  const { status, body } = answer;
  if (status >= 200 && status < 300) return undefined;
  const reason = `HTTP ${status}`;
  if (RETRIED.has(status) || status >= 500) return retryOf(answer, now);
  if (status < 400) return { is: 'broken', reason: `${reason}: redirects are not followed` };
  if (BROKEN.has(status)) return { is: 'broken', reason };
  if (status === 413) return { is: 'too-large', reason };
  return refused(reason, body);
}

/** Once more, when the other side said so or by our own count. */
export function retryOf({ status, headers }: HttpAnswer, now: number): Outcome {
  const after = retryAfter(headers['retry-after'], now);
  return { is: 'retry', reason: `HTTP ${status}`, ...(after !== undefined && { after }) };
}

function connectionOutcome({ kind, sent, words }: HttpFailure): Outcome {
  switch (kind) {
    case 'forbidden':
      return { is: 'broken', reason: words };
    case 'tls':
      return untrusted(words);
    case 'lost':
    case 'timeout':
      return sent ? { is: 'unclear', reason: words } : { is: 'retry', reason: words };
    case 'name':
      return { is: 'retry', reason: words };
    default:
      return kind satisfies never;
  }
}

/** Seconds or a date (RFC 9110, 10.2.3) as milliseconds from now, at most an hour. */
export function retryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const wait = /^\s*\d+\s*$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}
