import type { Cell, PartRow } from './decode.fixture.ts';
import { charactersOf, find, textOf, type Written } from './record-text.fixture.ts';

// Columns and fields are written out here once more: the test must not ask the code under test.
const TEXTS = [
  ...['eventVersion', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress'],
  ...['userAgent', 'errorCode', 'errorMessage', 'requestParameters', 'responseElements'],
  ...['additionalEventData', 'requestID', 'eventID', 'readOnly', 'eventType', 'apiVersion'],
  ...['recipientAccountId', 'serviceEventDetails', 'sharedEventID', 'vpcEndpointId'],
  ...['vpcEndpointAccountId', 'eventCategory', 'sessionCredentialFromConsole'],
  ...['edgeDeviceDetails', 'managementEvent', 'insightDetails', 'eventContext'],
];

type Shape = { readonly [key: string]: Shape | 'text' | 'map' };

const PERSON: Shape = {
  ...{ type: 'text', principalId: 'text', arn: 'text', accountId: 'text', userName: 'text' },
};
const ROWS: { readonly [key: string]: Shape } = {
  userIdentity: {
    ...PERSON,
    ...{ invokedBy: 'text', accessKeyId: 'text' },
    onBehalfOf: { userId: 'text', identityStoreArn: 'text' },
    sessionContext: {
      attributes: { mfaAuthenticated: 'text', creationDate: 'text' },
      sessionIssuer: PERSON,
      ec2RoleDelivery: 'text',
      webIdFederationData: { federatedProvider: 'text', attributes: 'map' },
    },
  },
  addendum: {
    ...{ reason: 'text', updatedFields: 'text' },
    ...{ originalRequestID: 'text', originalEventID: 'text' },
  },
  tlsDetails: { tlsVersion: 'text', cipherSuite: 'text', clientProvidedHostHeader: 'text' },
};
const RESOURCE: Shape = { ARN: 'text', accountId: 'text', type: 'text' };

/** Leaves that stand alone, by path; those of the second kind are no fields of Athena's rows. */
const LIFTED = [
  ...['type', 'principalId', 'arn', 'accountId', 'invokedBy', 'accessKeyId', 'userName'].map(
    (name) => ['userIdentity', name],
  ),
  ...['type', 'arn', 'userName'].map((name) => [
    ...['userIdentity', 'sessionContext', 'sessionIssuer', name],
  ]),
  ['userIdentity', 'sessionContext', 'attributes', 'mfaAuthenticated'],
];
const ONLY_LIFTED = [
  ['userIdentity', 'sessionContext', 'sourceIdentity'],
  ['userIdentity', 'identityProvider'],
  ['userIdentity', 'inScopeOf'],
  ['userIdentity', 'credentialId'],
  ['tlsDetails', 'keyExchange'],
];

/** Time and flags, which the caller knows, and the number of the object. */
export type Known = Pick<PartRow, 'ts' | 'flags' | 'object_id'>;

/** The row of a record in the table of events, but for the caller's hash. */
export function expectedRow(record: Written, known: Known): PartRow {
  const row: Record<string, Cell> = { ...known, unknown: unknownOf(record) };
  for (const key of TEXTS) row[key.toLowerCase()] = textOf(find(record, key));
  for (const [key, shape] of Object.entries(ROWS)) {
    row[key.toLowerCase()] = rowOf(find(record, key), shape);
  }
  const resources = find(record, 'resources');
  row.resources = isList(resources) ? resources.items.map((one) => rowOf(one, RESOURCE)) : null;
  for (const path of [...LIFTED, ...ONLY_LIFTED]) {
    row[path.join('_').toLowerCase()] = textOf(leafAt(record, path));
  }
  return row;
}

function leafAt(record: Written, path: readonly string[]): Written | undefined {
  return path.reduce<Written | undefined>((value, key) => value && find(value, key), record);
}

function rowOf(value: Written | undefined, shape: Shape): Cell {
  if (value?.is !== 'object') return null;
  return Object.fromEntries(
    Object.entries(shape).map(([key, inner]) => {
      const field = find(value, key);
      if (inner === 'text') return [key.toLowerCase(), textOf(field)];
      return [key.toLowerCase(), inner === 'map' ? mapOf(field) : rowOf(field, inner)];
    }),
  );
}

function mapOf(value: Written | undefined): Cell {
  if (value?.is !== 'object') return null;
  const entries = new Map<string, string | null>();
  for (const [key, one] of value.members) {
    const characters = charactersOf(key);
    if (!entries.has(characters)) entries.set(characters, textOf(one));
  }
  return Object.fromEntries(entries);
}

/** A list of rows: each element one, or null. */
function isList(value: Written | undefined): value is Written {
  return value?.is === 'array' && value.items.every((one) => one.is === 'object' || isNull(one));
}

function isNull({ text }: Written): boolean {
  return text === 'null';
}

/** Everything that no column has, with its path: `{"userIdentity.newField":1}`. */
function unknownOf(record: Written): string | null {
  const known: Record<string, Shape | 'text' | 'map' | 'list'> = { ...ROWS, resources: 'list' };
  for (const key of TEXTS) known[key] = 'text';
  const fields = strangersOf(record, known, '').map(([path, text]) => `"${path}":${text}`);
  return fields.length > 0 ? `{${fields.join(',')}}` : null;
}

type Stranger = readonly [path: string, text: string];
type Known2 = { readonly [key: string]: Shape | 'text' | 'map' | 'list' };

function strangersOf(value: Written, shape: Known2, prefix: string): readonly Stranger[] {
  const seen = new Set<string>();
  return value.members.flatMap(([spelling, one]): readonly Stranger[] => {
    const characters = charactersOf(spelling).toLowerCase();
    const key = keysOf(shape, prefix).find((name) => name.toLowerCase() === characters);
    // A second key of the same name is kept as it is spelled.
    if (key === undefined || seen.has(key))
      return [[`${prefix}${spelling.slice(1, -1)}`, one.text]];
    seen.add(key);
    return strangersIn(one, shape[key] ?? 'text', `${prefix}${key}`);
  });
}

function keysOf(shape: Known2, prefix: string): readonly string[] {
  const path = prefix.replace(/\.$/, '');
  const lifted = ONLY_LIFTED.filter((one) => one.slice(0, -1).join('.') === path);
  return [...Object.keys(shape), ...lifted.map((one) => one.at(-1) ?? '')];
}

function strangersIn(value: Written, shape: Known2[string], path: string): readonly Stranger[] {
  if (shape === 'text' || isNull(value)) return [];
  if (shape === 'list' && isList(value)) {
    return value.items.flatMap((one, index) => strangersOf(one, RESOURCE, `${path}[${index}].`));
  }
  if (shape === 'map' && value.is === 'object') return [];
  if (typeof shape === 'object' && value.is === 'object') {
    return strangersOf(value, shape, `${path}.`);
  }
  return [[path, value.text]];
}
