import { globSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** All records under a folder of gz files, read with JSON.parse alone. */
export function readRecords(folder: string): readonly JsonObject[] {
  return globSync(`${folder}/**/*.json.gz`).flatMap((file) => {
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    return (JSON.parse(text) as { readonly Records: readonly JsonObject[] }).Records;
  });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Athena's documented columns, written out here once more: the test must not ask the code under test.
const TEXTS = [
  ...['eventVersion', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress'],
  ...['userAgent', 'errorCode', 'errorMessage', 'requestParameters', 'responseElements'],
  ...['additionalEventData', 'requestID', 'eventID', 'readOnly', 'eventType', 'apiVersion'],
  ...['recipientAccountId', 'serviceEventDetails', 'sharedEventID', 'vpcEndpointId'],
  ...['vpcEndpointAccountId', 'eventCategory', 'sessionCredentialFromConsole', 'edgeDeviceDetails'],
] as const;

type Shape = { readonly [field: string]: Shape | 'text' | 'map' };

const PERSON: Shape = Object.fromEntries(
  ['type', 'principalId', 'arn', 'accountId', 'userName'].map((name) => [name, 'text']),
);
const ROWS: { readonly [column: string]: Shape } = {
  userIdentity: {
    ...PERSON,
    invokedBy: 'text',
    accessKeyId: 'text',
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

/** The row that Athena's documented table has for a record, JSON texts parsed. */
export function expectedRow(record: JsonObject): JsonObject {
  const row: Record<string, Json> = {};
  for (const name of TEXTS) row[name.toLowerCase()] = record[name] ?? null;
  for (const [name, shape] of Object.entries(ROWS))
    row[name.toLowerCase()] = rowOf(record[name], shape);
  const { resources } = record;
  row.resources = Array.isArray(resources)
    ? resources.map((one: Json) => rowOf(one, RESOURCE))
    : null;
  return row;
}

function rowOf(value: Json | undefined, shape: Shape): Json {
  if (!isObject(value)) return null;
  return Object.fromEntries(
    Object.entries(shape).map(([name, inner]) => {
      const field = value[name];
      if (inner === 'text') return [name.toLowerCase(), field ?? null];
      if (inner === 'map') return [name.toLowerCase(), isObject(field) ? field : null];
      return [name.toLowerCase(), rowOf(field, inner)];
    }),
  );
}

/** A row as the program printed it, with the texts that stand for other JSON values parsed like `like`. */
export function readLike(printed: Json | undefined, like: Json): Json {
  if (typeof printed === 'string' && typeof like !== 'string') return JSON.parse(printed) as Json;
  if (Array.isArray(printed) && Array.isArray(like)) {
    return printed.map((one: Json, index) => readLike(one, like[index] ?? null));
  }
  if (isObject(printed) && isObject(like)) {
    return Object.fromEntries(
      Object.entries(printed).map(([key, value]) => [key, readLike(value, like[key] ?? null)]),
    );
  }
  return printed ?? null;
}
