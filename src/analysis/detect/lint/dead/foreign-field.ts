import type { FindDead } from '../dead.ts';
import { singleValues } from '../items.ts';

/** Names that other logs and other schemas use for what CloudTrail calls otherwise; null: it has no such thing. */
const FOREIGN: Readonly<Record<string, string | null>> = {
  // Elastic Common Schema, field reference 8.x.
  '@timestamp': 'eventTime',
  'event.action': 'eventName',
  'event.provider': 'eventSource',
  'event.outcome': 'errorCode|exists',
  'event.dataset': null,
  'event.module': null,
  'user.name': 'userIdentity.userName',
  'user.id': 'userIdentity.principalId',
  'source.ip': 'sourceIPAddress',
  'source.address': 'sourceIPAddress',
  'source.geo.country_iso_code': 'country',
  'user_agent.original': 'userAgent',
  'cloud.account.id': 'recipientAccountId',
  'cloud.region': 'awsRegion',
  // Splunk Common Information Model and the names of common SIEM mappings.
  src: 'sourceIPAddress',
  src_ip: 'sourceIPAddress',
  src_country: 'country',
  user_agent: 'userAgent',
  user: 'userIdentity.arn',
  status: 'errorCode|exists',
  action: 'eventName',
  region: 'awsRegion',
  account_id: 'recipientAccountId',
  _time: 'eventTime',
  // Open Cybersecurity Schema Framework 1.x, class API Activity.
  'api.operation': 'eventName',
  'api.service.name': 'eventSource',
  'api.response.error': 'errorCode',
  'actor.user.name': 'userIdentity.userName',
  'actor.user.uid': 'userIdentity.principalId',
  'src_endpoint.ip': 'sourceIPAddress',
};

/** Fields of other schemas: no record of CloudTrail has them. */
export const deadFields: FindDead = ({ field, values }) => {
  if (field === undefined || !Object.hasOwn(FOREIGN, field.toLowerCase())) return [];
  const instead = FOREIGN[field.toLowerCase()];
  const message = `CloudTrail writes no field ${field}: nothing is ever found there.`;
  const suggestion = instead ? `${instead} is where CloudTrail has it.` : undefined;
  return singleValues(values).map((value) => ({ value, message, suggestion }));
};
