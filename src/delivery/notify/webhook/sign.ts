import { createHmac } from 'node:crypto';

export interface Signed {
  /** The same on every try. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks (specification 1.0, "Signature scheme"): HMAC-SHA256 over id, time and the bytes of
 * the body, one signature a secret.
 */
export function signedHeaders(
  { id, seconds, body }: Signed,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const content = `${id}.${seconds}.${body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(content).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/** Whether a secret has the form of the specification: 24 to 64 bytes in base64 after its prefix. */
export function isSecret(text: string): boolean {
  const size = keyOf(text).length;
  return /^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text) && size >= 24 && size <= 64;
}
