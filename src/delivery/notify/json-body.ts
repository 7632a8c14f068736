import { documentOf } from './document.ts';
import type { Notice } from './notice.ts';
import { fitted } from './shape.ts';

/** A notice as JSON text of at most so many bytes, for receivers that are programs. */
export function jsonBody(notice: Notice, limit: number, short = false): string {
  return fitted({
    render: (shape) => JSON.stringify(documentOf(notice, shape)),
    sizeOf: Buffer.byteLength,
    limit,
    short,
  });
}

/** Of one line; nobody reads more of it. */
const LINE = 1_000_000;

/** One object, one line. */
export function jsonLine(notice: Notice): string {
  return `${jsonBody(notice, LINE)}\n`;
}
