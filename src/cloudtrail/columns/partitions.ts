/** What a partition column of a published table holds. */
export type PartitionValue = 'account' | 'region' | 'year' | 'month' | 'day' | 'date';

/**
 * Partition columns as published CloudTrail tables spell them; none is stored, each is derived from the record.
 * Dates are `2026/01/31`, as the published queries write them; year, month and day have leading zeros.
 */
export const PARTITION_SPELLINGS: Readonly<Record<string, PartitionValue>> = {
  account: 'account',
  account_id: 'account',
  accountid: 'account',
  account_partition: 'account',
  p_account: 'account',
  region: 'region',
  region_partition: 'region',
  p_region: 'region',
  year: 'year',
  month: 'month',
  day: 'day',
  date: 'date',
  timestamp: 'date',
  dt: 'date',
  eventdate: 'date',
  date_partition: 'date',
  log_date: 'date',
  p_date: 'date',
};
