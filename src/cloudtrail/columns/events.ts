import { added, arrayOfRows, athena, derived, field, lifted, map, row, varchar } from './build.ts';
import type { Column, Table } from './types.ts';

const USER_IDENTITY = row(
  'type',
  'principalId',
  'arn',
  'accountId',
  'invokedBy',
  'accessKeyId',
  'userName',
  field('onBehalfOf', row('userId', 'identityStoreArn')),
  field(
    'sessionContext',
    row(
      field('attributes', row('mfaAuthenticated', 'creationDate')),
      field('sessionIssuer', row('type', 'principalId', 'arn', 'accountId', 'userName')),
      'ec2RoleDelivery',
      field('webIdFederationData', row('federatedProvider', field('attributes', map))),
    ),
  ),
);

const SESSION = ['userIdentity', 'sessionContext'];
const ISSUER = [...SESSION, 'sessionIssuer'];

/** Columns that the decoder computes for a row of any table. */
export const DERIVED: readonly Column[] = [
  derived('ts', { is: 'timestamp' }, 'Time of the event in microseconds; NULL when it has none.'),
  derived('object_id', { is: 'bigint' }, 'The log file it came from: objects.id in the catalog.'),
  derived('unknown', varchar, 'Fields that no column names, as JSON: {"path.of.field": value}.'),
  derived('flags', varchar, 'What was unusual about the record, in words; NULL when nothing was.'),
];

// Names and types: Amazon Athena User Guide, "Query AWS CloudTrail logs"; fields and versions: CloudTrail User
// Guide, "CloudTrail record contents".
const ATHENA: readonly Column[] = [
  athena('eventVersion', '1.0', 'Version of the record format, two numbers.'),
  athena('userIdentity', '1.0', 'Who made the request.', { type: USER_IDENTITY }),
  athena('eventTime', '1.0', 'When the request completed, UTC, ISO 8601.'),
  athena('eventSource', '1.0', 'The service that was called, such as ec2.amazonaws.com.'),
  athena('eventName', '1.0', 'The API that was called.'),
  athena('awsRegion', '1.0', 'The region that was called.'),
  athena(
    'sourceIPAddress',
    '1.0',
    'Address the request came from, or the name of an AWS service.',
    {
      bloom: true,
    },
  ),
  athena('userAgent', '1.0', 'What the client says it is: a claim.'),
  athena('errorCode', '1.0', 'The error of a refused or failed request.'),
  athena('errorMessage', '1.0', 'The words of the error.'),
  athena('requestParameters', '1.0', 'Parameters of the request, JSON as text.', { json: true }),
  athena('responseElements', '1.0', 'What a change answered, JSON as text.', { json: true }),
  athena('additionalEventData', '1.0', 'Further data of the service, JSON as text.', {
    json: true,
  }),
  athena('requestID', '1.01', 'Id of the request, made by the service.', { bloom: true }),
  athena('eventID', '1.01', 'Id of the event, a GUID made by CloudTrail.', { bloom: true }),
  athena('readOnly', '1.01', "Whether the API only reads: 'true' or 'false'."),
  athena('resources', '1.01', 'Resources the request touched.', {
    type: arrayOfRows(field('ARN'), 'accountId', 'type'),
  }),
  athena(
    'eventType',
    '1.02',
    'AwsApiCall, AwsServiceEvent, AwsConsoleAction, AwsConsoleSignIn ...',
  ),
  athena('apiVersion', '1.01', 'API version of the call.'),
  athena('recipientAccountId', '1.02', 'Account that received the event.'),
  athena('serviceEventDetails', '1.05', 'What triggered a service event, JSON as text.', {
    json: true,
  }),
  athena('sharedEventID', '1.03', 'Joins the copies of one action logged in several accounts.'),
  athena('vpcEndpointId', '1.04', 'VPC endpoint the request came through.'),
  athena('vpcEndpointAccountId', '1.09', 'Owner of that VPC endpoint.'),
  athena('eventCategory', '1.07', 'Management, Data, NetworkActivity or Insight.'),
  athena('addendum', '1.08', 'Why an event is late or corrects an earlier one.', {
    type: row('reason', 'updatedFields', 'originalRequestID', 'originalEventID'),
  }),
  athena(
    'sessionCredentialFromConsole',
    '1.08',
    "'true' when the credentials came from a console session.",
  ),
  athena('edgeDeviceDetails', '1.08', 'Edge devices the request targets, JSON as text.', {
    json: true,
  }),
  athena('tlsDetails', '1.08', 'TLS version, cipher suite and host name of the request.', {
    type: row('tlsVersion', 'cipherSuite', 'clientProvidedHostHeader'),
  }),
];

const ADDED: readonly Column[] = [
  added('managementEvent', '1.06', "Whether it is a management event: 'true' or 'false'."),
  added('insightDetails', '1.07', 'Details of an Insights event, JSON as text.', { json: true }),
  added('eventContext', '1.11', 'Request context of event data stores, JSON as text.', {
    json: true,
  }),
];

const LIFTED: readonly Column[] = [
  lifted(['userIdentity', 'type'], 'Kind of identity.'),
  lifted(['userIdentity', 'principalId'], 'Unique id of the principal.'),
  lifted(['userIdentity', 'arn'], 'ARN of the principal.'),
  lifted(['userIdentity', 'accountId'], 'Account of the principal.'),
  lifted(['userIdentity', 'invokedBy'], 'AWS service that made the call.'),
  lifted(['userIdentity', 'accessKeyId'], 'Access key that signed the request.', { bloom: true }),
  lifted(['userIdentity', 'userName'], 'Name of the principal.'),
  lifted([...ISSUER, 'type'], 'Kind of the identity that issued the session.'),
  lifted([...ISSUER, 'arn'], 'ARN of the role or user behind the session.'),
  lifted([...ISSUER, 'userName'], 'Name of the role or user behind the session.'),
  lifted(
    [...SESSION, 'attributes', 'mfaAuthenticated'],
    "Whether MFA was used: 'true' or 'false'.",
  ),
  // Leaves that Athena's row type leaves out.
  lifted([...SESSION, 'sourceIdentity'], 'Source identity, kept through role chains.'),
  lifted(['userIdentity', 'identityProvider'], 'Identity provider of a federated user.'),
  lifted(
    ['userIdentity', 'inScopeOf'],
    'Instance or function the credentials were issued to, JSON.',
  ),
  lifted(['userIdentity', 'credentialId'], 'Credential id of an Identity Center session.'),
  lifted(['tlsDetails', 'keyExchange'], 'Key exchange of the TLS connection.'),
];

const CALLER: readonly Column[] = [
  derived('caller_id', { is: 'bigint' }, 'Hash of user agent, principal, invokedBy, console flag.'),
];

/** CloudTrail management and data events: Athena's documented table, and the hidden columns. */
export const EVENTS: Table = {
  kind: 'events',
  name: 'cloudtrail_logs',
  meaning: 'Management and data events.',
  columns: [...ATHENA, ...ADDED, ...LIFTED, ...CALLER, ...DERIVED],
  timePath: ['eventTime'],
};

/** Network activity events of VPC endpoints: the same columns. */
export const NETWORK: Table = {
  ...EVENTS,
  kind: 'network',
  name: 'cloudtrail_network',
  meaning: 'Network activity events of VPC endpoints.',
};
