import { describe, expect, it } from 'vitest';
import { decodeAll } from './decode.fixture.ts';
import { Decoder, loadScanModule } from './index.ts';

const module = loadScanModule();
const GB = 1_000_000_000;

function log(records: number): string {
  const list = Array.from({ length: records }, (_, index) => ({
    eventVersion: '1.08',
    eventName: `Get${index % 9}`,
    eventSource: 's3.amazonaws.com',
    eventTime: new Date(1_700_000_000_000 + 60_000 * index).toISOString().replace('.000', ''),
    eventID: `${index}-${index * 7919}`,
    userIdentity: { type: 'AssumedRole', sessionContext: { attributes: {} } },
    resources: [{ ARN: `arn:aws:s3:::b${index}` }],
    newField: [index],
    requestParameters: { key: 'x\n'.repeat(index % 50) },
  }));
  return JSON.stringify({ Records: list });
}

describe('a scanner with much in its memory', () => {
  it('gives the same parts from addresses beyond two gigabytes', () => {
    const documents = [
      log(3000),
      '[{"eventVersion":"1.08"}]',
      log(2000).replace('[{', '[{"a":NaN},{'),
    ];
    const expected = decodeAll(new Decoder(module), documents);
    const decoder = new Decoder(module);
    decoder.begin(1);
    decoder.decode({ id: 1, bytes: Buffer.from(log(1)), fallbackDay: 0 });
    const [scanner] = decoder.scanners();
    // Room that is asked for and never written to costs no memory.
    for (const size of [GB, GB, GB / 4]) scanner?.reserve(size);

    const found = decodeAll(decoder, documents);

    expect(scanner?.memoryBytes).toBeGreaterThan(2 ** 31);
    expect(found.objects).toEqual(expected.objects);
    expect(found.parts.map(({ day, rows }) => ({ day, rows }))).toEqual(
      expected.parts.map(({ day, rows }) => ({ day, rows })),
    );
    found.parts.forEach((part, index) => {
      expect(part).toEqual(expected.parts[index]);
    });
  });
});
