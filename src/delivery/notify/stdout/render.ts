import { jsonBody } from '../json-body.ts';
import type { Notice } from '../notice.ts';

const LIMIT = 1_000_000;

/** One object, one line. */
export function render(notice: Notice): string {
  return `${jsonBody(notice, LIMIT)}\n`;
}
