import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertNotice, order } from '../message.fixture.ts';
import { testedSink } from '../tools.fixture.ts';

function setUp(maxBytes = 100_000_000, keep = 5) {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-file-sink-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'alerts.ndjson');
  return { folder, path, sink: testedSink({ type: 'file', path, maxBytes, keep }) };
}

const idsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).id);

describe('a file', () => {
  it('gets one object a line', async () => {
    const { path, sink } = setUp();

    await sink.send(alertNotice(), order());
    await sink.send(alertNotice({ id: 'a1b2c3/closed', step: 'closed' }), order());

    expect(idsIn(path)).toEqual(['a1b2c3/opened', 'a1b2c3/closed']);
  });

  it('is begun anew when it would grow too large, and so many old ones are kept', async () => {
    const { folder, path, sink } = setUp(10, 2);

    for (const id of ['1', '2', '3', '4']) await sink.send(alertNotice({ id }), order());

    expect(readdirSync(folder).sort()).toEqual([
      'alerts.ndjson',
      'alerts.ndjson.1',
      'alerts.ndjson.2',
    ]);
    expect([path, `${path}.1`, `${path}.2`].map((one) => idsIn(one))).toEqual([
      ['4'],
      ['3'],
      ['2'],
    ]);
  });

  it('that cannot be written is tried again, and told of', async () => {
    const { folder } = setUp();
    const path = join(folder, 'missing', 'alerts.ndjson');
    const sink = testedSink({ type: 'file', path, maxBytes: 10_000, keep: 1 });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject({ is: 'retry', tell: true });
  });
});
