/**
 * Error codes by which services refuse a call because of its rate, without EC2's `Client.` and `Server.`: the service
 * models of AWS's SDKs, and https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.
 */
export const THROTTLING_CODES: readonly string[] = [
  'BandwidthLimitExceeded',
  'DependencyThrottle',
  'EC2ThrottledException',
  'KMSThrottling',
  'KMSThrottlingException',
  'KmsThrottled',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttled',
  'ThrottledClientException',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
];

/** Also quotas go by this code: a rate is meant where the message says so. */
export const AMBIGUOUS_CODE = 'LimitExceededException';
export const RATE_MESSAGE = 'Rate exceeded';

/** Error codes of calls that a policy forbids: as above, and IAM's page on access denied messages. */
export const DENIED_CODES: readonly string[] = [
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'Forbidden',
  'ForbiddenException',
  'NotAuthorized',
  'NotAuthorizedException',
  'UnauthorizedException',
  'UnauthorizedOperation',
];
