import { describe, expect, it } from 'vitest';
import { type ColumnType, type Field, PARTITION_SPELLINGS, TABLES } from './index.ts';

const tables = Object.values(TABLES);

/** A type as Athena's CREATE TABLE spells it. */
function hiveType(type: ColumnType): string {
  switch (type.is) {
    case 'row':
      return hiveRow(type.fields);
    case 'array':
      return `array<${hiveRow(type.fields)}>`;
    case 'map':
      return 'map<string,string>';
    case 'varchar':
      return 'string';
    default:
      return type.is;
  }
}

function hiveRow(fields: readonly Field[]): string {
  return `struct<${fields.map(({ name, type }) => `${name}:${hiveType(type)}`).join(',')}>`;
}

// Amazon Athena User Guide, "Query AWS CloudTrail logs": the documented table, in its order.
const PERSON = 'type:string,principalid:string,arn:string,accountid:string';
const ATHENA = [
  'eventversion string',
  `useridentity struct<${PERSON},invokedby:string,accesskeyid:string,username:string,` +
    'onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<' +
    'attributes:struct<mfaauthenticated:string,creationdate:string>,' +
    `sessionissuer:struct<${PERSON},username:string>,ec2roledelivery:string,` +
    'webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>',
  ...['eventtime', 'eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'useragent'].map(
    (name) => `${name} string`,
  ),
  ...[
    'errorcode',
    'errormessage',
    'requestparameters',
    'responseelements',
    'additionaleventdata',
  ].map((name) => `${name} string`),
  ...['requestid', 'eventid', 'readonly'].map((name) => `${name} string`),
  'resources array<struct<arn:string,accountid:string,type:string>>',
  ...['eventtype', 'apiversion', 'recipientaccountid', 'serviceeventdetails'].map(
    (name) => `${name} string`,
  ),
  ...['sharedeventid', 'vpcendpointid', 'vpcendpointaccountid', 'eventcategory'].map(
    (name) => `${name} string`,
  ),
  'addendum struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>',
  'sessioncredentialfromconsole string',
  'edgedevicedetails string',
  'tlsdetails struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>',
];

/** Fields of a record by the eventVersion that brought them (CloudTrail User Guide, "CloudTrail record contents"). */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  '1.0': [
    ...['eventTime', 'eventVersion', 'userIdentity', 'eventSource', 'eventName', 'awsRegion'],
    ...['sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage', 'requestParameters'],
    ...['responseElements', 'additionalEventData'],
  ],
  '1.01': ['requestID', 'eventID', 'apiVersion', 'readOnly', 'resources'],
  '1.02': ['eventType', 'recipientAccountId'],
  '1.03': ['sharedEventID'],
  '1.04': ['vpcEndpointId'],
  '1.05': ['serviceEventDetails'],
  '1.06': ['managementEvent'],
  '1.07': ['eventCategory', 'insightDetails'],
  '1.08': ['addendum', 'sessionCredentialFromConsole', 'edgeDeviceDetails', 'tlsDetails'],
  '1.09': ['vpcEndpointAccountId'],
  '1.11': ['eventContext'],
};

describe('the table of events', () => {
  it("shows Athena's documented columns, in Athena's order and types", () => {
    const shown = TABLES.events.columns.filter(({ place }) => place === 'athena');

    expect(shown.map(({ name, type }) => `${name} ${hiveType(type)}`)).toEqual(ATHENA);
  });

  it.each(Object.entries(DOCUMENTED))(
    'has a column for every field of version %s',
    (since, keys) => {
      const { columns } = TABLES.events;

      const found = keys.map((key) => columns.find(({ path }) => path.join('.') === key));

      expect(found.map((column) => column?.key)).toEqual(keys);
      expect(found.map((column) => column?.since)).toEqual(keys.map(() => since));
    },
  );

  it.each([
    ...['userIdentity.identityProvider', 'userIdentity.inScopeOf', 'userIdentity.credentialId'],
    ...['userIdentity.sessionContext.sourceIdentity', 'tlsDetails.keyExchange'],
  ])('has a column of its own for %s, which no row of Athena has', (path) => {
    const column = TABLES.events.columns.find((one) => one.path.join('.') === path);

    expect(column).toMatchObject({
      place: 'lifted',
      name: path.toLowerCase().replaceAll('.', '_'),
    });
  });

  it('is the table of network activity events too', () => {
    expect(TABLES.network.columns).toEqual(TABLES.events.columns);
  });
});

describe.each(tables)('the table $name', ({ columns, timePath }) => {
  it('has names in lower case, each once', () => {
    const names = columns.map(({ name }) => name);

    expect(names.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
    expect(names).toEqual([...new Set(names)]);
  });

  it('has one column for each place in a record', () => {
    const paths = columns
      .filter(({ place }) => place !== 'derived')
      .map(({ path }) => path.join('.').toLowerCase());

    expect(paths).toEqual([...new Set(paths)]);
    expect(paths).not.toContain('');
  });

  it('has the time, the object, the unknown fields and the flags of each row', () => {
    const derived = columns.filter(({ place }) => place === 'derived').map(({ name }) => name);

    expect(derived).toEqual(expect.arrayContaining(['ts', 'object_id', 'unknown', 'flags']));
  });

  it('has the time that says which day a row belongs to', () => {
    const [key = ''] = timePath;

    expect(columns.map(({ path }) => path[0])).toContain(key);
  });

  it('says of each column what it means and since when', () => {
    for (const { name, meaning, since } of columns) {
      expect([name, meaning]).toEqual([name, expect.stringMatching(/^.{5,}[.:)\]}']?$/)]);
      expect(since).toMatch(/^(?:-|\d\.\d{1,2})$/);
    }
  });

  it('has JSON and Bloom filters in columns of text only', () => {
    const special = columns.filter(({ json, bloom }) => json || bloom);

    expect(special.map(({ type }) => type.is)).toEqual(special.map(() => 'varchar'));
  });
});

describe('the partition spellings', () => {
  it('hide no column', () => {
    const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));

    const hidden = Object.keys(PARTITION_SPELLINGS).filter((name) => names.includes(name));

    // The table of summaries has its own account.
    expect(hidden).toEqual(['accountid']);
    expect(TABLES.events.columns.map(({ name }) => name)).not.toContain('accountid');
  });
});
