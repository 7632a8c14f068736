import { textLiteral } from '../../query/sql/index.ts';
import { type Bucket, COUNTED_TOGETHER, EVERY_API } from './bucket.ts';

/** What is looked at; an absent list means all. */
export interface Scope {
  /** Half-open, milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** Event sources; `ec2` stands for `ec2.amazonaws.com`. */
  readonly services?: readonly string[];
  readonly apis?: readonly string[];
}

/** The columns of `calls` that make a bucket, by its fields. */
export const BUCKET_ITEMS = `coalesce(recipientaccountid, '') AS account, coalesce(awsregion, '') AS region,
    eventsource AS service,
    CASE WHEN eventsource IN ${listed(COUNTED_TOGETHER)} THEN ${textLiteral(EVERY_API)} ELSE eventname END AS api`;

/** The condition of a scope on rows of `calls`. */
export function inScope({ from, to, accounts, regions, services, apis }: Scope): string {
  const among = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [`${column} IN ${listed(values)}`];
  return [
    'eventsource IS NOT NULL AND eventname IS NOT NULL',
    ...(from === undefined ? [] : [`eventtime >= ${eventTime(from)}`]),
    ...(to === undefined ? [] : [`eventtime < ${eventTime(to)}`]),
    ...among('recipientaccountid', accounts),
    ...among('awsregion', regions),
    ...among('eventsource', services?.map(eventSource)),
    ...among('eventname', apis),
  ].join(' AND ');
}

/** The same, of rows of these buckets and of their APIs elsewhere; texts that stand alone, so that parts are skipped. */
export function ofApis(buckets: readonly Bucket[], scope: Scope): string {
  const whole = buckets.some(({ api }) => api === EVERY_API);
  const services = [...new Set(buckets.map(({ service }) => service))];
  const { regions: _, ...everywhere } = scope;
  return inScope({
    ...everywhere,
    services,
    ...(whole ? {} : { apis: [...new Set(buckets.map(({ api }) => api))] }),
  });
}

/** Buckets as a table of their fields. */
export function bucketTable(buckets: readonly Bucket[]): string {
  const rows = buckets.map(({ account, region, service, api }) =>
    listed([account, region, service, api]),
  );
  return `(VALUES ${rows.join(', ')}) AS b (account, region, service, api)`;
}

const BUCKET_FIELDS = ['account', 'region', 'service', 'api'] as const;

/** `a.account = b.account AND ..` */
export function sameBucket(
  a: string,
  b: string,
  fields: readonly string[] = BUCKET_FIELDS,
): string {
  return fields.map((field) => `${a}.${field} = ${b}.${field}`).join(' AND ');
}

function listed(values: readonly string[]): string {
  return `(${values.map(textLiteral).join(', ')})`;
}

function eventSource(name: string): string {
  return name.includes('.') ? name : `${name}.amazonaws.com`;
}

/** As CloudTrail writes it, in whole seconds, so that texts are compared as times. */
function eventTime(ms: number): string {
  const second = Math.ceil(ms / 1000) * 1000;
  return textLiteral(new Date(second).toISOString().replace('.000Z', 'Z'));
}
