import { failureKind } from '../http-failure.ts';
import { type Outcome, refused, untrusted } from '../outcome.ts';

/** What nodemailer throws, as far as it is known. */
interface Thrown {
  readonly code?: unknown;
  readonly originalCode?: unknown;
  readonly timeoutType?: unknown;
  readonly response?: unknown;
  readonly responseCode?: unknown;
}

/** Mailbox full or message too large (RFC 5321, 4.2.3), and the enhanced codes that mean size (RFC 3463). */
const TOO_LARGE = /^552\b|\b5\.(?:2\.3|3\.4)\b/;

/** The connection never stood, or the server never greeted. */
const UNSENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EDNS',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
]);

/** The class of a failed mail. */
export function mailOutcome(error: unknown, host: string): Outcome {
  const { code, originalCode, timeoutType, response, responseCode }: Thrown =
    typeof error === 'object' && error !== null ? error : {};
  const said = typeof response === 'string' ? response : '';
  if (typeof responseCode === 'number' && code !== 'ETLS') {
    return answerOutcome(responseCode, said, code === 'EAUTH');
  }
  if (code === 'ETLS') return untrusted(`TLS with ${host} failed`);
  const { kind, words } = failureKind({ code: originalCode ?? code }, host);
  if (kind === 'tls') return untrusted(words);
  if (code === 'EAUTH') return { is: 'broken', reason: `${host} offers no way to log in` };
  if (code === 'EMESSAGE') return { is: 'too-large', reason: `too large for ${host}` };
  // Of a connection that stood nobody knows how much was handed over.
  const isUnsent = UNSENT.has(String(timeoutType ?? originalCode ?? code));
  return { is: isUnsent ? 'retry' : 'unclear', reason: words };
}

function answerOutcome(status: number, said: string, isLogin: boolean): Outcome {
  const reason = `SMTP ${status}`;
  if (status < 500) return { is: 'retry', reason };
  if (isLogin || status === 530) return { is: 'broken', reason };
  return TOO_LARGE.test(said) ? { is: 'too-large', reason } : refused(reason, said);
}
