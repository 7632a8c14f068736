import { AppError, type ErrorCode, messageOf } from '../../../base/errors/index.ts';
import { visible } from '../../../base/text/index.ts';
import { BodyFault, type Fault, faultOf, isPassing } from './faults.ts';

export interface S3Work {
  readonly verb: 'list' | 'read';
  readonly bucket: string;
  /** A key, or a prefix when listing. */
  readonly key: string;
}

interface Reason {
  readonly code: ErrorCode;
  readonly hint?: string;
}

const EXPIRED: Reason = {
  code: 'TG_STORAGE_DENIED',
  hint: 'The credentials have expired: sign in again (aws sso login), or renew them, and run the command again.',
};
const UNKNOWN_KEY: Reason = {
  code: 'TG_STORAGE_DENIED',
  hint: 'AWS does not know these credentials: check the profile and the environment (aws sts get-caller-identity).',
};
const NO_CREDENTIALS: Reason = {
  code: 'TG_STORAGE_DENIED',
  hint: 'Name a profile, set AWS_PROFILE, or sign in (aws sso login); aws sts get-caller-identity must work.',
};

const MISPLACED: Reason = {
  code: 'TG_STORAGE_UNREACHABLE',
  hint: 'Nothing that speaks S3 answers there: check the address, the endpoint and its certificate.',
};

const REASONS: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ['ExpiredToken', EXPIRED],
  ['ExpiredTokenException', EXPIRED],
  ['TokenRefreshRequired', EXPIRED],
  ['RequestExpired', EXPIRED],
  ['InvalidToken', UNKNOWN_KEY],
  ['InvalidAccessKeyId', UNKNOWN_KEY],
  ['InvalidClientTokenId', UNKNOWN_KEY],
  ['SignatureDoesNotMatch', UNKNOWN_KEY],
  ['CredentialsProviderError', NO_CREDENTIALS],
  ['TokenProviderError', NO_CREDENTIALS],
  ['NoSuchBucket', { code: 'TG_STORAGE_NOT_FOUND', hint: 'Check the name of the bucket.' }],
  ['InvalidBucketName', { code: 'TG_STORAGE_NOT_FOUND', hint: 'Check the name of the bucket.' }],
  [
    'NoSuchKey',
    {
      code: 'TG_STORAGE_NOT_FOUND',
      hint: 'It was removed after it was listed, perhaps by a lifecycle rule.',
    },
  ],
  ['InvalidObjectState', { code: 'TG_STORAGE_ARCHIVED' }],
]);

/** Words for a request that failed for good, or after all its attempts. */
export function s3Error(error: unknown, work: S3Work): AppError {
  if (error instanceof AppError) return error;
  const fault = faultOf(error);
  const address = `s3://${work.bucket}/${work.key}`;
  if (error instanceof BodyFault) {
    const message = `${address} has ${error.expected} bytes, but ${error.received} arrived.`;
    return new AppError('TG_STORAGE_TRUNCATED', message, { cause: error });
  }
  const { code, hint } = reasonOf(error, fault, work);
  const message = `Cannot ${work.verb} ${address}: ${wordsOf(error, fault)}.`;
  return new AppError(code, message, { cause: error, ...(hint !== undefined && { hint }) });
}

function reasonOf(error: unknown, fault: Fault, work: S3Work): Reason {
  const known = REASONS.get(fault.name);
  if (known) return known;
  if (fault.name.startsWith('KMS.')) {
    return { code: 'TG_STORAGE_DENIED', hint: 'Check the KMS key that encrypts the object.' };
  }
  if (fault.status === 404) return { code: 'TG_STORAGE_NOT_FOUND' };
  if (fault.status === 401 || fault.status === 403) return refusal(work);
  if (isPassing(error)) return { code: 'TG_STORAGE_UNREACHABLE' };
  const isOurs = fault.status === undefined && fault.system === undefined;
  return isOurs ? { code: 'TG_INTERNAL' } : MISPLACED;
}

function refusal({ verb, bucket }: S3Work): Reason {
  const needed =
    verb === 'list'
      ? `s3:ListBucket on arn:aws:s3:::${bucket}`
      : `s3:GetObject on arn:aws:s3:::${bucket}/*, and kms:Decrypt if the trail encrypts its files`;
  return { code: 'TG_STORAGE_DENIED', hint: `The caller needs ${needed}.` };
}

function wordsOf(error: unknown, fault: Fault): string {
  const message = visible(messageOf(error).split('\n', 1)[0] ?? '').replace(/\.$/, '');
  const name = fault.system ?? fault.name;
  return message.includes(name) || name === 'Error' ? message : `${name} (${message})`;
}
