import { TABLES } from '../../../cloudtrail/columns/index.ts';
import { BOOLEAN, type RowType, type Type, VARCHAR } from '../types/index.ts';
import { liftedColumns } from './athena.ts';
import { eventJson } from './event-json.ts';
import { type LakeTable, stored, type TableColumn } from './table.ts';
import { TEXT_MAP } from './types.ts';

/** What DuckDB makes of a stored column in Lake's type. */
type Value = TableColumn['value'];

const TIMESTAMP: Type = { is: 'timestamp', precision: 3 };

function row(...fields: readonly (string | readonly [name: string, type: Type])[]): RowType {
  return {
    is: 'row',
    fields: fields.map((field) => {
      const [name, type] = typeof field === 'string' ? [field, VARCHAR] : field;
      return { name, type };
    }),
  };
}

const ISSUER = row('type', 'principalid', 'arn', 'accountid', 'username');
// CloudTrail User Guide, "CloudTrail Lake supported SQL schemas": names, types and order of an event data store.
const SESSION_CONTEXT = row(
  ['attributes', row(['creationdate', TIMESTAMP], 'mfaauthenticated')],
  ['sessionissuer', ISSUER],
  ['webidfederationdata', row('federatedprovider', ['attributes', TEXT_MAP])],
  'sourceidentity',
  'ec2roledelivery',
  'ec2issuedinvpc',
);
const USER_IDENTITY = row(
  ...['type', 'principalid', 'arn', 'accountid', 'accesskeyid', 'username'],
  ['sessioncontext', SESSION_CONTEXT],
  'invokedby',
  'identityprovider',
);
const RESOURCES: Type = { is: 'array', of: row('accountid', 'type', 'arn', 'arnprefix') };
const TLS = row('tlsversion', 'ciphersuite', 'clientprovidedhostheader');

const asIs =
  (name: string): Value =>
  (alias) =>
    stored(alias, name);
const asMap =
  (name: string): Value =>
  (alias) =>
    `tg_lake_map(${stored(alias, name)})`;
const asBoolean =
  (name: string): Value =>
  (alias) =>
    `TRY_CAST(${stored(alias, name)} AS BOOLEAN)`;
const nothing: Value = () => 'CAST(NULL AS VARCHAR)';

const USER: Value = (alias) => {
  const user = stored(alias, 'useridentity');
  return `tg_lake_user(${user}, ${stored(alias, 'useridentity_sessioncontext_sourceidentity')}, ${stored(alias, 'useridentity_identityprovider')})`;
};
/** Athena's rows of resources have no prefix: it is among the fields that no column names. */
const RESOURCE_LIST: Value = (alias) =>
  `tg_lake_resources(${stored(alias, 'resources')}, ${stored(alias, 'unknown')})`;
const ADDENDUM: Value = (alias) => `tg_lake_addendum(${stored(alias, 'addendum')})`;
const TIME: Value = (alias) => `date_trunc('millisecond', ${stored(alias, 'ts')})`;

const MAPS = ['requestparameters', 'responseelements', 'additionaleventdata'] as const;

type Item = readonly [name: string, type?: Type, value?: Value];

const ITEMS: readonly Item[] = [
  ['eventversion'],
  ['useridentity', USER_IDENTITY, USER],
  ['eventtime', TIMESTAMP, TIME],
  ...['eventsource', 'eventname', 'awsregion', 'sourceipaddress', 'useragent'].map(plain),
  ...['errorcode', 'errormessage'].map(plain),
  ...MAPS.map((name): Item => [name, TEXT_MAP, asMap(name)]),
  ...['requestid', 'eventid'].map(plain),
  ['readonly', BOOLEAN, asBoolean('readonly')],
  ['resources', RESOURCES, RESOURCE_LIST],
  ...['eventtype', 'apiversion'].map(plain),
  ['managementevent', BOOLEAN, asBoolean('managementevent')],
  ...['recipientaccountid', 'sharedeventid'].map(plain),
  ['annotation', VARCHAR, nothing],
  ...['vpcendpointid', 'vpcendpointaccountid'].map(plain),
  ['serviceeventdetails', TEXT_MAP, asMap('serviceeventdetails')],
  ['addendum', TEXT_MAP, ADDENDUM],
  ['edgedevicedetails', TEXT_MAP, asMap('edgedevicedetails')],
  ['insightdetails', TEXT_MAP, asMap('insightdetails')],
  ['eventcategory'],
  ['tlsdetails', TLS],
  ['sessioncredentialfromconsole'],
  ['eventjson', VARCHAR, eventJson],
  ['eventjsonchecksum', VARCHAR, nothing],
];

function plain(name: string): Item {
  return [name];
}

/** The events in the shape of a CloudTrail Lake event data store. */
export const LAKE_TABLE: LakeTable = {
  name: 'eds',
  kind: 'events',
  shape: 'lake',
  about: 'Management and data events in the shape of a CloudTrail Lake event data store.',
  columns: ITEMS.map(([name, type = VARCHAR, value]) => ({
    name,
    type,
    hidden: false,
    about: TABLES.events.columns.find((column) => column.name === name)?.meaning ?? '',
    value: value ?? asIs(name),
    ...(value ? {} : { text: name }),
    ...(value === TIME ? { isEventTime: true } : {}),
  })),
  lifted: liftedColumns(TABLES.events.columns),
};

/** SQL macros that the columns use, for DuckDB. */
export const LAKE_MACROS: readonly string[] = [
  'tg_json_value(t) AS CASE WHEN t IS NULL THEN NULL WHEN json_valid(t) THEN t::JSON ELSE to_json(t) END',
  `tg_lake_map(t) AS CASE WHEN json_valid(t) AND json_type(t) = 'OBJECT'
     THEN from_json(t, '"MAP(VARCHAR, VARCHAR)"') END`,
  `tg_lake_addendum(a) AS CASE WHEN a IS NULL THEN NULL ELSE map_from_entries(list_filter([
     {k: 'reason', v: a.reason}, {k: 'updatedfields', v: a.updatedfields},
     {k: 'originalrequestid', v: a.originalrequestid}, {k: 'originaleventid', v: a.originaleventid}
   ], lambda e: e.v IS NOT NULL)) END`,
  `tg_lake_resources(l, more) AS list_transform(l, lambda r, i: {
     accountid: r.accountid, type: r.type, arn: r.arn,
     arnprefix: json_extract_string(more, '$."resources[' || (i - 1) || '].ARNPrefix"')})`,
  `tg_lake_user(u, source, provider) AS CASE WHEN u IS NULL THEN NULL ELSE {
     type: u.type, principalid: u.principalid, arn: u.arn, accountid: u.accountid,
     accesskeyid: u.accesskeyid, username: u.username,
     sessioncontext: CASE WHEN u.sessioncontext IS NULL THEN NULL ELSE {
       attributes: CASE WHEN u.sessioncontext.attributes IS NULL THEN NULL ELSE {
         creationdate: TRY_CAST(replace(u.sessioncontext.attributes.creationdate, 'Z', '') AS TIMESTAMP),
         mfaauthenticated: u.sessioncontext.attributes.mfaauthenticated} END,
       sessionissuer: u.sessioncontext.sessionissuer,
       webidfederationdata: u.sessioncontext.webidfederationdata,
       sourceidentity: source, ec2roledelivery: u.sessioncontext.ec2roledelivery,
       ec2issuedinvpc: CAST(NULL AS VARCHAR)} END,
     invokedby: u.invokedby, identityprovider: provider} END`,
  `tg_nested(path, value) AS list_aggregate(
     list_transform(string_split(path, '.'), lambda name: '{' || to_json(name) || ':'), 'string_agg', ''
   ) || value || repeat('}', len(string_split(path, '.')))`,
  `tg_lake_record(r, more) AS list_reduce(
     list_prepend(json_merge_patch(to_json(r), to_json(r)), list_transform(
       list_filter(coalesce(json_keys(more), []), lambda path: NOT contains(path, '[')),
       lambda path: tg_nested(path, json_extract(more, '$."' || replace(path, '"', '\\"') || '"'))::JSON)),
     lambda whole, part: json_merge_patch(whole, part))`,
];
