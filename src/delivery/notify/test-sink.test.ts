import { describe, expect, it } from 'vitest';
import { receiver } from './receiver.fixture.ts';
import { testSink } from './test-sink.ts';
import { testedSink } from './tools.fixture.ts';

const testing = { now: () => 1_780_000_000_000, signal: new AbortController().signal };

async function tested(status: number) {
  const server = await receiver(() => ({ status, body: 'the page of an inner service' }));
  const env = { URL: `${server.url}/hush-hush` };
  const result = await testSink(
    'soc',
    testedSink({ type: 'teams', url: `\${env:URL}` }, { env }),
    testing,
  );
  return { server, result };
}

describe('a test', () => {
  it('sends one harmless message', async () => {
    const { server, result } = await tested(200);

    expect(result).toEqual({ sink: 'soc', outcome: 'done' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.body).toContain('there is nothing to do');
  });

  it.each([
    [400, 'refused'],
    [403, 'broken'],
    [500, 'retry'],
  ])('that is answered with %d says so, and nothing of the answer', async (status, outcome) => {
    const { result } = await tested(status);

    expect(result).toEqual({ sink: 'soc', outcome, reason: `HTTP ${status}` });
  });
});
