import { failureKind } from './http-failure.ts';
import { type Outcome, refused, untrusted } from './outcome.ts';
import { FORBIDDEN } from './pinned.ts';

/** What the AWS SDK throws, as far as it is known. */
interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
}

const THROTTLES = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;
const PASSING = /^(?:InternalFailure|InternalError|InternalException|ServiceUnavailable)/;
const BROKEN =
  /AccessDenied|NotAuthorized|AuthorizationError|Unauthorized|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|ExpiredToken|OptInRequired|NotFound|EndpointDisabled|KMSDisabled|KMSAccessDenied/;

/** The class of a failed call of AWS, for all sinks that make one. */
export function awsOutcome(error: unknown): Outcome {
  const { name, code, message, $metadata }: Thrown =
    typeof error === 'object' && error !== null ? error : {};
  const status = $metadata?.httpStatusCode;
  const words = typeof message === 'string' ? message : '';
  if (typeof status === 'number' && status >= 300) return namedOutcome(String(name), words, status);
  if (code === FORBIDDEN) return { is: 'broken', reason: words };
  if (name === 'CredentialsProviderError') return { is: 'retry', reason: 'no AWS credentials' };
  return connectionOutcome(code ?? name);
}

/** The class of an error by AWS's own name of it. */
export function namedOutcome(name: string, words: string, status = 400): Outcome {
  const reason = `AWS answered ${name}`;
  if (THROTTLES.test(name) || PASSING.test(name) || status >= 500 || status === 429) {
    return { is: 'retry', reason };
  }
  if (BROKEN.test(name) || [401, 403, 404, 410].includes(status)) return { is: 'broken', reason };
  if (status === 413 || /too long|too large|size/i.test(words)) return { is: 'too-large', reason };
  return refused(reason, words);
}

function connectionOutcome(code: unknown): Outcome {
  const { kind, words } = failureKind({ code }, 'AWS');
  if (kind === 'tls') return untrusted(words);
  // Connections that were refused or never found saw no request; of the others nobody knows.
  const isUnsent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
  return { is: isUnsent ? 'retry' : 'unclear', reason: words };
}
