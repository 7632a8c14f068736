import { jsonBody } from '../json-body.ts';
import type { Notice } from '../notice.ts';

/** Standard Webhooks asks senders to keep payloads small; receivers often refuse more than this. */
const LIMIT = 256_000;

/** The bytes that are signed and sent. */
export function render(notice: Notice, short: boolean): string {
  return jsonBody(notice, LIMIT, short);
}
