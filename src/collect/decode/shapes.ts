import { messageOf } from '../../base/errors/index.ts';
import type { TableKind } from '../../cloudtrail/columns/index.ts';
import { GunzipError, gunzip } from './gunzip.ts';
import { type Json, JsonError, JsonReader, member } from './json.ts';

/** A text that holds JSON, and where it lies in the object: a text inside a text keeps the outer place. */
export interface Source {
  readonly reader: JsonReader;
  readonly place?: ByteRange;
}

/** Bytes of the inflated object, half-open. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type Finding =
  | {
      readonly is: 'record';
      readonly kind: TableKind;
      readonly json: Json;
      readonly source: Source;
    }
  | { readonly is: 'rejected'; readonly range: ByteRange; readonly reason: string }
  | { readonly is: 'other'; readonly what: string };

const MAX_WRAPPERS = 6;

/**
 * Finds the CloudTrail records in a document, whatever tool has wrapped them; recognises what lies beside logs
 * and is none. `strict`: what is no event is refused, since it stands where only events should.
 */
export function* findRecords(source: Source, json: Json, strict = false): Generator<Finding> {
  yield* search({ source, json, strict, depth: 0 });
}

interface Place {
  readonly source: Source;
  readonly json: Json;
  readonly strict: boolean;
  readonly depth: number;
}

function* search(place: Place): Generator<Finding> {
  const { json, source } = place;
  if (place.depth > MAX_WRAPPERS) return;
  if (json.is === 'array') {
    for (const item of json.items) yield* search({ ...place, json: item });
    return;
  }
  // A record that says its version is one, whatever else it holds: `Message`, `Events`, `detail` ...
  const wrapped = hasVersion(source.reader, json) ? undefined : unwrap(place);
  if (wrapped === undefined) yield* judge(place);
  else yield* searchInside(place, wrapped);
}

/** What a wrapper holds. One that also looks like an event, and holds nothing of interest, is the event. */
function* searchInside(place: Place, wrapped: Inner): Generator<Finding> {
  const mayBeEvent = isEvent(place.source.reader, place.json);
  let found = 0;
  for (const inner of wrapped) {
    const findings = 'is' in inner ? [inner] : search({ ...inner, depth: place.depth + 1 });
    for (const finding of findings) {
      if (mayBeEvent && finding.is === 'other') continue;
      found++;
      yield finding;
    }
  }
  if (found === 0) yield* judge(place);
}

/** What a value is that wraps nothing; nothing when it is of no interest. */
function* judge(place: Place): Generator<Finding> {
  const { json, source, strict } = place;
  const { reader } = source;
  if (json.is !== 'object') {
    if (strict) yield rejected(place, 'a record must be a JSON object');
    return;
  }
  const what = hasVersion(reader, json) ? undefined : otherKind(reader, json);
  if (what) yield { is: 'other', what };
  else if (isEvent(reader, json) || (strict && isIdentified(reader, json))) {
    yield { is: 'record', kind: kindOf(reader, json), json, source };
  } else if (strict) yield rejected(place, NO_RECORD);
}

const NO_RECORD =
  'no eventVersion, no eventName with eventSource, no eventID with eventTime: not a CloudTrail record';

/** In a list of records, what has an id and a time is one, however little else it says. */
function isIdentified(reader: JsonReader, json: Json): boolean {
  return Boolean(
    reader.string(member(json, 'eventID')) && reader.string(member(json, 'eventTime')),
  );
}

function rejected({ source, json }: Place, reason: string): Finding {
  return { is: 'rejected', range: source.place ?? json, reason };
}

type Inner = readonly (Place | Finding)[];

/** The places where wrapped records are looked for; undefined when this object is no wrapper. */
function unwrap(place: Place): Inner | undefined {
  const { json } = place;
  const records = member(json, 'Records');
  if (records?.is === 'array') return [{ ...place, json: records, strict: true }];
  for (const key of ['Events', 'logEvents', 'Messages']) {
    const list = member(json, key);
    if (list?.is === 'array') return [{ ...place, json: list, strict: false }];
  }
  for (const key of ['CloudTrailEvent', '_raw', 'body', 'Message']) {
    const text = member(json, key);
    if (text?.is === 'string') return nested(place, text, key);
  }
  // A CloudWatch Logs event: its message is the record.
  const message = member(json, 'message');
  if (message?.is === 'string' && member(json, 'timestamp'))
    return nested(place, message, 'message');
  const packed = member(member(json, 'awslogs'), 'data');
  if (packed?.is === 'string') return unpack(place, packed);
  return unwrapObject(place);
}

function unwrapObject(place: Place): Inner | undefined {
  const { json, source } = place;
  const candidates = [
    member(json, 'detail'),
    member(json, 'event'),
    member(member(json, 'aws'), 'cloudtrail'),
    member(json, 'Sns'),
  ];
  for (const inner of candidates) {
    const isWrapper =
      inner?.is === 'object' && (isEvent(source.reader, inner) || member(inner, 'Message'));
    if (isWrapper && inner) return [{ ...place, json: inner }];
  }
  return undefined;
}

/** JSON that stands as a text inside JSON. A notice's message is allowed to be none. */
function nested(place: Place, text: Json, key: string): Inner {
  const { source, strict } = place;
  const range = source.place ?? text;
  const isNotice = key === 'Message' || key === 'body';
  try {
    const reader = new JsonReader(Buffer.from(source.reader.string(text) ?? ''));
    const json = reader.read(0);
    const inner = { source: { reader, place: range }, json, strict: strict && !isNotice };
    return [{ ...inner, depth: place.depth }];
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    if (isNotice) return [{ is: 'other', what: 'a notification' }];
    return [{ is: 'rejected', range, reason: `the text in ${key} is no JSON: ${error.message}` }];
  }
}

/** What CloudWatch Logs sends on: base64 of gzip of JSON. */
function unpack(place: Place, packed: Json): Inner {
  const { source } = place;
  const range = source.place ?? packed;
  try {
    const bytes = Buffer.from(source.reader.string(packed) ?? '', 'base64');
    const reader = new JsonReader(gunzip(bytes));
    return [{ ...place, source: { reader, place: range }, json: reader.read(0) }];
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof GunzipError)) throw error;
    const reason = `awslogs.data cannot be unpacked: ${messageOf(error)}`;
    return [{ is: 'rejected', range, reason }];
  }
}

/** Keys of documents that lie beside logs, and what they are. */
const OTHERS: readonly (readonly [what: string, ...keys: string[]])[] = [
  ['a CloudTrail digest', 'digestS3Object', 'logFiles'],
  ['a CloudTrail digest', 'digestStartTime'],
  ['the signature of a CloudTrail Lake result', 'hashSignature', 'files'],
  ["CloudTrail's delivery notice", 's3Bucket', 's3ObjectKey'],
  ['an SNS notification', 'TopicArn', 'MessageId'],
  ['an S3 notification', 's3', 'eventVersion'],
];

function otherKind(reader: JsonReader, json: Json): string | undefined {
  const known = OTHERS.find(([, ...keys]) => keys.every((key) => member(json, key)));
  if (known) return known[0];
  const source = reader.string(member(json, 'eventSource'));
  if (source === 'aws:s3') return 'an S3 notification';
  if (reader.string(member(json, 'Event')) === 's3:TestEvent') return 'an S3 notification';
  const detail = reader.string(member(json, 'detail-type'));
  if (detail !== undefined && reader.string(member(json, 'source')) === 'aws.s3') {
    return 'an S3 notification';
  }
  return undefined;
}

export function isEvent(reader: JsonReader, json: Json): boolean {
  if (hasVersion(reader, json)) return true;
  return Boolean(
    reader.string(member(json, 'eventName')) && reader.string(member(json, 'eventSource')),
  );
}

/** Whether it has a version of CloudTrail's: "1.08", or 1.08 as some tools write it; S3's notifications have 2.x. */
export function hasVersion(reader: JsonReader, json: Json): boolean {
  const version = member(json, 'eventVersion');
  if (version?.is === 'number') return reader.raw(version).toString('latin1').startsWith('1.');
  return reader.string(version)?.startsWith('1.') ?? false;
}

function kindOf(reader: JsonReader, json: Json): TableKind {
  const category = reader.string(member(json, 'eventCategory'));
  const type = reader.string(member(json, 'eventType'));
  if (category === 'NetworkActivity' || type === 'AwsVpceEvent') return 'network';
  if (category === 'Aggregated' || type === 'AwsAggregatedEvent') return 'aggregated';
  const isInsight = category === 'Insight' || type === 'AwsCloudTrailInsight';
  return isInsight ? 'insights' : 'events';
}
