/** Why there is no answer: not allowed, name not found, certificate, connection, time. */
export type FailureKind = 'forbidden' | 'name' | 'tls' | 'lost' | 'timeout';

interface Failure {
  readonly kind: FailureKind;
  readonly words: string;
}

// OpenSSL's reasons for refusing a certificate, as Node names them, and its own for a name that does not fit.
const TLS =
  /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_)/;

/** The kind of an error of Node's sockets; its words name the host and the code, nothing else. */
export function failureKind(error: unknown, host: string): Failure {
  const code = codeOf(error);
  if (TLS.test(code)) return { kind: 'tls', words: `TLS with ${host} failed (${code})` };
  if (code === 'ABORT_ERR' || code === 'TimeoutError' || code === 'ETIMEDOUT') {
    return { kind: 'timeout', words: `${host} did not answer in time` };
  }
  return { kind: 'lost', words: `the connection to ${host} was lost (${code})` };
}

/** The code of an error, else its name. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { code, name }: { readonly code?: unknown; readonly name?: unknown } = error;
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}
