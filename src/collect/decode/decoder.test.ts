import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeAll, FALLBACK_DAY, readRows } from './decode.fixture.ts';
import { Decoder, loadScanModule, MAX_TEXT_BYTES } from './index.ts';

const module = loadScanModule();

function record(id: string, more: object = {}): string {
  const time = '2023-07-10T11:42:18Z';
  const named = { eventVersion: '1.08', eventName: 'A', eventSource: 'b.amazonaws.com' };
  return JSON.stringify({ ...named, eventTime: time, eventID: id, ...more });
}

function list(...records: readonly string[]): string {
  return `{"Records":[${records.join(',')}]}`;
}

/** What one document gives: ids of the rows in their order, and what is refused. */
async function read(document: string | Uint8Array) {
  const { objects, parts } = decodeAll(new Decoder(module), [document]);
  const [object] = objects;
  const bytes = Buffer.from(document);
  return {
    ids: (await readRows(parts)).map(({ eventid }) => eventid),
    refused: object?.rejections.map(({ start, end }) => bytes.toString('utf8', start, end)),
    reasons: object?.rejections.map(({ reason }) => reason),
    failure: object?.failure,
    other: object?.other,
    object,
    parts,
  };
}

describe('the records of a document', () => {
  it('keep their order when some of them need the slow path', async () => {
    const odd = (id: string) => record(id, { eventTime: '2023-07-10 11:42:18' });
    const document = list(record('1'), odd('2'), record('3'), odd('4'), odd('5'), record('6'));

    const found = await read(document);

    expect(found.ids).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(found.object?.slow).toBe(3);
  });

  it.each([
    ['further keys', `{"Records":[${record('1')}],"nextToken":null,"more":{"a":[]}}`, ['1']],
    ['a further document', `${list(record('1'))}\n${list(record('2'))}`, ['1', '2']],
    ['a document right behind', `${list(record('1'))}${list()}${list(record('2'))}`, ['1', '2']],
    ['lines of records', `${list(record('1'))}\n${record('2')}\n${record('3')}\n`, ['1', '2', '3']],
    ['a comma before the bracket', `{"Records":[${record('1')},]}`, ['1']],
    ['white space of every kind', ` \n{\t"Records" :\r\n[ ${record('1')} ] } \n`, ['1']],
    ['nothing', list(), []],
    ['nothing, bare', '[]', []],
  ])('are taken with %s in or after the list', async (_, document, ids) => {
    const found = await read(document);

    expect(found).toMatchObject({ ids, refused: [], failure: undefined, other: undefined });
  });

  it.each([
    ['a text after the list', `${list(record('1'))} and more`, ['1'], ['and more']],
    ['no closing brace', `{"Records":[${record('1')}]`, ['1'], ['']],
    [
      'no closing brace before the next',
      `{"Records":[${record('1')}] ${list(record('2'))}`,
      ['1', '2'],
      [''],
    ],
    ['no comma between two', `{"Records":[${record('1')} ${record('2')}]}`, ['1', '2'], []],
    ['a comma too many', `{"Records":[${record('1')},,${record('2')}]}`, ['1', '2'], ['']],
    ['null for a record', list('null', record('1')), ['1'], ['null']],
    ['a list for a record', list(`[${record('1')}]`, '[]'), ['1'], []],
    ['no event', list('{"a":1}', record('1')), ['1'], ['{"a":1}']],
    ['a broken one', list('{"a":tru}', record('1')), ['1'], ['{"a":tru}']],
  ])('are taken beside %s', async (_, document, ids, refused) => {
    const found = await read(document);

    expect(found).toMatchObject({ ids, refused, failure: undefined });
  });

  it('are taken from lines, whatever a line between them holds', async () => {
    const item = (id: string) => JSON.stringify({ EventId: id, CloudTrailEvent: record(id) });
    const lines = [item('1'), item('2').slice(0, -9), item('3'), '', 'x', item('4')];

    const found = await read(lines.join('\n'));

    expect(found.ids).toEqual(['1', '3', '4']);
    expect(found.refused).toEqual([`${lines[1]}\n`, 'x\n']);
  });

  it('have their places in the bytes of the object, byte order mark and all', async () => {
    const document = `\ufeff${list(record('1'), '{"a":tru}')}`;

    const found = await read(document);

    expect(found).toMatchObject({ ids: ['1'], refused: ['{"a":tru}'] });
  });

  it('are told as one when there are more than a thousand refused', async () => {
    const document = list(...Array.from({ length: 1500 }, (_, index) => `${index}`), record('1'));

    const found = await read(document);

    expect(found.ids).toEqual(['1']);
    expect(found.refused).toHaveLength(1000);
    expect(found.refused?.at(-1)).toMatch(/^999,1000,.*,1499$/);
    expect(found.reasons?.at(-1)).toBe('1000 pieces were refused before: the rest');
  });
});

describe('a record', () => {
  it.each([
    ['Message', 'hello'],
    ['Message', '{"a":1}'],
    ['body', 'not JSON'],
    ['_raw', record('other')],
    ['Events', []],
    ['Records', [{ eventVersion: '1.08', eventID: 'other' }]],
    ['detail', { eventVersion: '1.08', eventID: 'other' }],
    ['event', { eventName: 'x', eventSource: 'y', eventID: 'other' }],
    ['awslogs', { data: 'x' }],
    ['s3', { bucket: 'x' }],
    ['digestStartTime', 'now'],
  ])('is no wrapper because it has a field %s', async (key, value) => {
    const odd = record('1', { eventTime: '2023-07-10 11:42:18', [key]: value });

    const found = await read(list(odd));

    const [row] = await readRows(found.parts);
    expect(found).toMatchObject({ ids: ['1'], refused: [], other: undefined });
    expect(JSON.parse(String(row?.unknown))).toEqual({ [key]: value });
  });

  it('without a version is one when what it seems to wrap is none', async () => {
    const bare = (more: object) => record('1', { eventVersion: undefined, ...more });
    const documents = [{ Message: 'x' }, { Events: [] }, { detail: {} }, { body: '[]' }].map(bare);

    const found = await Promise.all(documents.map((one) => read(list(one))));

    expect(found.map(({ ids }) => ids)).toEqual([['1'], ['1'], ['1'], ['1']]);
  });

  it('may have its version as a number, as some tools write it', async () => {
    const document = list(record('1', { eventVersion: 1.08 }), record('2', { eventVersion: 2.1 }));

    const rows = await readRows((await read(document)).parts);

    expect(rows.map(({ eventid, eventversion }) => [eventid, eventversion])).toEqual([
      ['1', '1.08'],
      ['2', '2.1'],
    ]);
  });

  it('has the time of @timestamp when it has none of its own, and says so', async () => {
    const stamped = record('1', { eventTime: undefined, '@timestamp': '2020-09-14T00:44:23.591Z' });

    const [row] = await readRows((await read(stamped)).parts);

    expect(row).toMatchObject({
      eventtime: '2020-09-14T00:44:23Z',
      ts: BigInt(Date.UTC(2020, 8, 14, 0, 44, 23, 591)) * 1000n,
      flags: 'time from @timestamp',
      unknown: '{"@timestamp":"2020-09-14T00:44:23.591Z"}',
    });
  });

  it('without any time goes to the day of its key', async () => {
    const { parts } = await read(list(record('1', { eventTime: undefined })));

    expect(parts).toMatchObject([{ day: FALLBACK_DAY, rows: 1 }]);
    expect(parts[0]?.minTs).toBeUndefined();
  });

  it('with bytes that are no UTF-8 is kept, repaired and flagged; its neighbours are as they were', async () => {
    const [before, after] = list(record('1', { userAgent: 'a#b' }), record('2')).split('#');
    const document = Buffer.concat([
      Buffer.from(`${before}`),
      Buffer.of(0xff),
      Buffer.from(`${after}`),
    ]);

    const rows = await readRows((await read(document)).parts);

    expect(rows).toMatchObject([
      { eventid: '1', useragent: 'a\ufffdb', flags: 'bytes that are not UTF-8 were replaced' },
      { eventid: '2', flags: null },
    ]);
  });

  it.each([
    [510, true],
    [511, true],
    [512, false],
  ])('nested %i levels deep inside is taken: %s', async (depth, isTaken) => {
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    const document = list(record('1').replace('}', `,"x":${deep}}`), record('2'));

    const found = await read(document);

    expect(found.ids).toEqual(isTaken ? ['1', '2'] : ['2']);
    expect(found.refused).toHaveLength(isTaken ? 0 : 1);
  });
});

describe('what is no log', () => {
  it.each([
    ['', 'the file is empty'],
    ['\ufeff \r\n\t', 'the file is empty'],
    ['a,b,c\n1,2,3\n', 'neither gzip nor JSON: it looks like a table (CSV)'],
    ['<html>503</html>', 'neither gzip nor JSON: it begins with "<html>503</html>"'],
    ['\u0000\u0001\u0002\u0003', 'neither gzip nor JSON: it is binary data'],
    ['\u0001\n[\u0002\n{\u0003\n[', 'neither gzip nor JSON: it is binary data'],
  ])('is a failure in words: %j', async (document, failure) => {
    const found = await read(document);

    expect(found).toMatchObject({ failure, refused: [], ids: [] });
  });

  it('is refused unread when it is larger than any log', async () => {
    const { objects } = decodeAll(new Decoder(module), [Buffer.alloc(MAX_TEXT_BYTES + 1)]);

    expect(objects).toMatchObject([{ failure: 'larger than 536870912 bytes', ranges: [] }]);
  });

  it('is told apart when it was compressed', async () => {
    const found = await read(gzipSync('<Error>AccessDenied</Error>'));

    expect(found.failure).toBe('not JSON: it begins with "<Error>AccessDenied</Error>"');
  });

  it.each([
    ['{"Events":[]}', undefined],
    ['{}', 'JSON that holds no CloudTrail record'],
    ['"a text"', 'JSON that holds no CloudTrail record'],
    ['{"s3Bucket":"b","s3ObjectKey":["k"]}', "CloudTrail's delivery notice"],
    [
      '{"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","eventName":"Put"}]}',
      'an S3 notification',
    ],
    ['{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}', 'an S3 notification'],
    [
      '{"Type":"Notification","MessageId":"1","TopicArn":"arn","Message":"hello"}',
      'a notification',
    ],
    [
      '{"digestStartTime":"2023-07-10T11:42:18Z","digestS3Object":"x","logFiles":[]}',
      'a CloudTrail digest',
    ],
    [
      '{"version":"1.0","files":[],"hashSignature":"00"}',
      'the signature of a CloudTrail Lake result',
    ],
  ])('is recognised: %s', async (document, other) => {
    const found = await read(document);

    expect(found).toMatchObject({ other, failure: undefined, ids: [], refused: [] });
  });

  it('is refused when gzip inside it is a bomb or broken', async () => {
    const packed = (bytes: Uint8Array) =>
      `{"awslogs":{"data":"${Buffer.from(bytes).toString('base64')}"}}`;
    const bomb = gzipSync(Buffer.alloc(30_000_000));

    const found = await Promise.all([bomb, bomb.subarray(0, 99)].map((one) => read(packed(one))));

    expect(found.map(({ reasons }) => reasons)).toEqual([
      [expect.stringMatching(/^awslogs.data cannot be unpacked: inflates beyond \d+ bytes/)],
      ['awslogs.data cannot be unpacked: the gzip data is cut off'],
    ]);
  });
});

describe('the tables', () => {
  const document = list(
    record('1'),
    record('2', { eventCategory: 'NetworkActivity', eventType: 'AwsVpceEvent' }),
    JSON.stringify({
      eventVersion: '1.08',
      eventTime: '2023-07-10T11:42:18Z',
      eventType: 'AwsCloudTrailInsight',
      eventCategory: 'Insight',
      insightDetails: { state: 'Start' },
    }),
    JSON.stringify({
      eventVersion: '1.0',
      accountId: '111122223333',
      eventId: '4',
      eventCategory: 'Aggregated',
      eventType: 'AwsAggregatedEvent',
      timeWindow: { windowStart: '2023-07-10T11:40:00Z', windowEnd: '2023-07-10T11:45:00Z' },
    }),
  );

  it('get the records of their kind where the key of the object names none', () => {
    const { parts } = decodeAll(new Decoder(module), [document]);

    const day = Date.UTC(2023, 6, 10) / 86_400_000;
    expect(parts.map((part) => [part.kind, part.day, part.rows]).sort()).toEqual([
      ['aggregated', day, 1],
      ['events', day, 1],
      ['insights', day, 1],
      ['network', day, 1],
    ]);
  });

  it("get all records of a folder that is theirs, as Athena's tables over it do", async () => {
    const { parts } = decodeAll(new Decoder(module), [document], 'events');

    const rows = await readRows(parts);
    expect(parts.map(({ kind }) => kind)).not.toContain('insights');
    expect(rows.map(({ eventcategory }) => eventcategory).sort()).toEqual([
      ...['Aggregated', 'Insight', 'NetworkActivity', null],
    ]);
  });
});
