import { JsonReader } from './json.ts';
import type { ObjectText } from './object-text.ts';
import type { Rejection } from './slow-path.ts';

/** A refused record, with the first bytes of its text. */
export interface RejectedText extends Rejection {
  readonly raw: Uint8Array;
}

const MAX_RAW_BYTES = 65_536;
/** More refused pieces of one object are told as one. */
const MAX_REJECTIONS = 1000;

/** Pieces that touch are one refused record, found broken in several places. */
export function reject(rejections: Rejection[], next: Rejection): void {
  const last = rejections.at(-1);
  const isFull = rejections.length >= MAX_REJECTIONS;
  if (!last || (last.end !== next.start && !isFull)) {
    rejections.push(next);
    return;
  }
  const reason = isFull ? `${MAX_REJECTIONS} pieces were refused before: the rest` : last.reason;
  rejections[rejections.length - 1] = { start: last.start, end: next.end, reason };
}

export function withText(rejection: Rejection, text: ObjectText): RejectedText {
  const { start, end, reason } = rejection;
  const raw = text.own().slice(start, Math.min(end, start + MAX_RAW_BYTES));
  return { start: start + text.bom, end: end + text.bom, reason, raw };
}

/** Why nothing of an object could be read, when that is more than a refused record. */
export function failureOf(
  isPacked: boolean,
  text: Uint8Array,
  rejections: readonly Rejection[],
): string | undefined {
  const start = new JsonReader(text).skipSpace(0);
  if (start === text.length) return 'the file is empty';
  const isJson = text[start] === 0x7b || text[start] === 0x5b;
  if (isJson || rejections[0]?.start !== start) return undefined;
  const head = Buffer.from(text.subarray(start, start + 60)).toString('latin1');
  return `${isPacked ? 'not JSON' : 'neither gzip nor JSON'}: ${describe(head)}`;
}

function describe(head: string): string {
  const [line = ''] = head.split(/\r?\n/);
  if (!/^[\x20-\x7e]*$/.test(line)) return 'it is binary data';
  const isTable = (line.match(/,/g)?.length ?? 0) >= 2 && !/[{}<>]/.test(line);
  return isTable ? 'it looks like a table (CSV)' : `it begins with ${JSON.stringify(line)}`;
}
