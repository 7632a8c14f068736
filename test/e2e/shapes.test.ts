import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command, trailglass } from './cli.fixture.ts';
import { ABSENT, sharedPath } from './shared-data.fixture.ts';

const SHAPES = sharedPath('data', 'shapes');
const folder = mkdtempSync(join(tmpdir(), 'trailglass-shapes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Rows by the manifest of the shapes; `refused`: records in the quarantine; `other`: recognised, and no log.
interface Wanted {
  readonly rows: number;
  readonly refused?: number;
  readonly other?: string;
}

const PREFIX = '26-processing-library-';
const WANTED: Readonly<Record<string, Wanted>> = {
  '01-records-wrapper.json.gz': { rows: 14 },
  '02-records-wrapper-pretty.json': { rows: 2 },
  '03-records-wrapper-singleline.json': { rows: 1 },
  '04-bare-array.json': { rows: 1 },
  '05-bare-single-event-v1.03.json': { rows: 1 },
  '06-jsonl-logstash-@timestamp-no-eventTime.jsonl': { rows: 40 },
  '07-lookup-events-cli.jsonl': { rows: 6 },
  '08-lookup-events-api-response.json': { rows: 1 },
  '09-eventbridge-detail-event-cloud-trail-appelb-add-tags.json': { rows: 1 },
  '09-eventbridge-detail-event-cloud-trail-catalog-put-resource-policy.json': { rows: 1 },
  '09-eventbridge-detail-event-cloud-trail-catalog-set-encryption.json': { rows: 1 },
  '10-cloudwatch-logs-subscription-decoded.json': { rows: 4 },
  '11-cloudwatch-logs-subscription-raw-DERIVED.json': { rows: 4 },
  '12-wrapped-in-event-key.json': { rows: 1 },
  '13-cribl-_raw-array-SYNTHETIC.json': { rows: 44 },
  '14-opensearch-ecs-nested-aws.cloudtrail.json': { rows: 5 },
  '15-sqs-sns-cloudtrail-delivery-notification.json': { rows: 0, other: 'delivery notice' },
  '16-sqs-sns-wrong-format.json': { rows: 0, other: 'SNS notification' },
  '17-s3-notification-eventbridge-object-created.json': { rows: 0, other: 'S3 notification' },
  '17-s3-notification-s3-event-object-created.json': { rows: 0, other: 'S3 notification' },
  '17-s3-notification-s3-event-urlencoded-key.json': { rows: 0, other: 'S3 notification' },
  '17-s3-notification-s3-test-event.json': { rows: 0, other: 'S3 notification' },
  '17-s3-notification-sqs-s3-event.json': { rows: 0, other: 'S3 notification' },
  '17-s3-notification-sqs-sns-event.json': { rows: 0, other: 'S3 notification' },
  '18-insight-events.json': { rows: 5 },
  '19-console-sign-in-events.json': { rows: 8 },
  '20-network-activity-vpce-events.json': { rows: 9 },
  '21-huge-record-69KB.json': { rows: 1 },
  [`${PREFIX}SerializerAllFieldsNull-SYNTHETIC.json`]: { rows: 2 },
  [`${PREFIX}SerializerTestFileBadFieldName-SYNTHETIC.json`]: { rows: 1, refused: 1 },
  [`${PREFIX}SerializerTestFileMissField-SYNTHETIC.json`]: { rows: 4 },
  [`${PREFIX}SerializerTestFileNewFieldAtRandomPlaces-SYNTHETIC.json`]: { rows: 2 },
  [`${PREFIX}SerializerTestFileNewFieldsInRoot-SYNTHETIC.json`]: { rows: 2 },
  [`${PREFIX}SerializerVariousUserIdentityTestFile-SYNTHETIC.json`]: { rows: 1 },
  '27-bare-array-v1.0-1.01.json': { rows: 3 },
  '29-one-event-per-eventVersion.json': { rows: 11 },
  '30-throttling-real-102.json.gz': { rows: 102 },
  '31-console-write-actions-real.json.gz': { rows: 12 },
  '32-odd-real-records.json': { rows: 17 },
};

/** Broken files: what of them can be read is up to the decoder, but each says why the rest cannot. */
const BROKEN = [
  '22-broken-json-cloudgrep.json',
  '23-broken-json-processing-library.json',
  '24-broken-unquoted-keys.json',
  '25-broken-half-wrapped-array.json',
  '28-honeybucket-custom-csv.csv',
];

async function collect(name: string, args: readonly string[], input?: Uint8Array) {
  const home = join(folder, name);
  const words = ['--workers', '1', 'collect', ...args, '--json'];
  const { code, stdout } = await (input
    ? trailglass(words, { home, input })
    : command(words, { home }));
  return { home, code, summary: JSON.parse(stdout) };
}

describe.skipIf(!SHAPES)(`shapes of logs${SHAPES ? '' : ` (skipped: ${ABSENT})`}`, () => {
  const path = (name: string) => join(SHAPES ?? '', name);

  it.concurrent.each(Object.entries(WANTED))('%s', async (name, wanted) => {
    const { code, summary } = await collect(name, [path(name)]);

    const { rows, refused = 0, other } = wanted;
    expect(summary.events.kept + summary.events.duplicate).toBe(rows);
    expect(summary.events.quarantined).toBe(refused);
    expect(Object.keys(summary.others).join()).toContain(other ?? '');
    expect(code).toBe(refused > 0 ? 5 : 0);
  });

  it.concurrent.each(BROKEN)('%s is refused in words', async (name) => {
    const { code, home } = await collect(name, [path(name)]);
    const list = await command(['quarantine', 'list', '--json'], { home });

    const entries = JSON.parse(list.stdout);
    expect(code).toBe(5);
    expect(entries.length).toBeGreaterThan(0);
    for (const { reason } of entries) {
      expect(reason).toMatch(/^(?:not JSON|the text|a closing|unexpected|neither)/);
    }
  });

  it('keeps all ten sound records of a half wrapped list', async () => {
    const { summary } = await collect('half-wrapped', [path('25-broken-half-wrapped-array.json')]);

    expect(summary.events.kept).toBeGreaterThanOrEqual(9);
  });

  it('reads standard input', async () => {
    const plain = readFileSync(path('02-records-wrapper-pretty.json'));
    const packed = readFileSync(path('01-records-wrapper.json.gz'));

    const first = await collect('stdin-plain', ['-'], plain);
    const second = await collect('stdin-gz', ['-'], packed);

    expect([first.summary.events.kept, second.summary.events.kept]).toEqual([2, 14]);
  });

  it('places other kinds in tables of their own, flags what is odd, and keeps unknown fields', async () => {
    const home = join(folder, 'all');
    await command(['collect', SHAPES ?? ''], { home });
    const ask = async (sql: string) =>
      JSON.parse((await command(['query', sql, '--json'], { home })).stdout)[0];

    expect(await ask('SELECT count(*) AS n FROM cloudtrail_insights')).toEqual({ n: 5 });
    expect(await ask('SELECT count(*) AS n FROM cloudtrail_network')).toEqual({ n: 9 });
    expect(
      await ask("SELECT count(*) AS n FROM cloudtrail_logs WHERE flags = 'time from @timestamp'"),
    ).toEqual({ n: 40 });
    expect(
      await ask(
        `SELECT count(*) AS n FROM cloudtrail_logs WHERE flags LIKE 'time not understood%'`,
      ),
    ).toEqual({ n: 1 });
    expect(
      await ask(`SELECT unknown FROM cloudtrail_logs WHERE unknown LIKE '%randomField2%' LIMIT 1`),
    ).toHaveProperty('unknown');
  });
});
