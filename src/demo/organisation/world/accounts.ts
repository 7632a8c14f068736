/** The organisation's accounts: ids as AWS's own documentation uses them. */
export const PROD = '111122223333';
export const STAGING = '444455556666';
/** The management account: organisation trail, Identity Center, Terraform runners. */
export const SHARED = '123456789012';

export const ACCOUNTS: readonly string[] = [PROD, STAGING, SHARED];
export const REGIONS: readonly string[] = ['us-east-1', 'eu-west-1', 'us-west-2', 'ap-southeast-2'];
export const HOME_REGION = 'us-east-1';
export const ORGANISATION = 'o-exampleorg1';

/** Datadog's own account, from which its integration assumes roles. */
export const DATADOG_ACCOUNT = '464622532012';

const NAMES: Readonly<Record<string, string>> = {
  [PROD]: 'prod',
  [STAGING]: 'staging',
  [SHARED]: 'shared',
};

export function accountName(account: string): string {
  return NAMES[account] ?? account;
}

const EGRESS: Readonly<Record<string, string>> = {
  [PROD]: '192.0.2.10',
  [STAGING]: '192.0.2.40',
  [SHARED]: '192.0.2.70',
};

/** The address under which an account's private networks appear outside, from the RFC 5737 ranges. */
export function egressOf(account: string, region: string): string {
  const base = EGRESS[account] ?? '192.0.2.100';
  const [head, last] = [
    base.slice(0, base.lastIndexOf('.')),
    base.slice(base.lastIndexOf('.') + 1),
  ];
  return `${head}.${Number(last) + Math.max(0, REGIONS.indexOf(region))}`;
}
