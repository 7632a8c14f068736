/** What shares one allowance of calls: an account's, in a region, for one API or for all of a service's. */
export interface Bucket {
  readonly account: string;
  readonly region: string;
  /** The event source, `ec2.amazonaws.com`. */
  readonly service: string;
  /** The event name, or `*` where a service counts all its APIs together. */
  readonly api: string;
}

/**
 * Services that count calls of all their APIs together: Route 53 five requests a second of an account, KMS its
 * cryptographic operations. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/throttling.html
 */
export const COUNTED_TOGETHER: readonly string[] = ['kms.amazonaws.com', 'route53.amazonaws.com'];
export const EVERY_API = '*';

/** The same text for the same bucket. */
export function bucketKey({ account, region, service, api }: Bucket): string {
  return [account, region, service, api].join(' ');
}
