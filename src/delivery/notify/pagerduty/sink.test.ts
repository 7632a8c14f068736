import { describe, expect, it } from 'vitest';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, receiver } from '../receiver.fixture.ts';
import { testSink } from '../test-sink.ts';
import { testedSink } from '../tools.fixture.ts';

async function setUp(answer: Answer = { status: 202 }) {
  const server = await receiver(() => answer);
  const sink = testedSink(
    { type: 'pagerduty', routingKey: `\${env:KEY}`, region: 'us', endpointUrl: server.url },
    { env: { KEY: 'R0UT1NG' } },
  );
  return { server, sink };
}

describe('PagerDuty', () => {
  it('is tried again minutes apart', async () => {
    const { sink } = await setUp();

    expect(sink.capabilities.patience).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    ['open', 'trigger'],
    ['acknowledged', 'acknowledge'],
    ['snoozed', 'acknowledge'],
    ['closed', 'resolve'],
  ] as const)(
    'is told of an alert that is %s by %s, with the id of the alert as key',
    async (state, action) => {
      const { server, sink } = await setUp();

      const outcome = await sink.send(alertNotice({ alert: { state } }), order());

      expect(outcome).toEqual({ is: 'done' });
      expect(server.received[0]?.path).toBe('/v2/enqueue');
      expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
        routing_key: 'R0UT1NG',
        event_action: action,
        dedup_key: 'a1b2c3',
        payload: { severity: 'error', source: 'AWS account 111122223333' },
        links: [{ href: 'https://rules.example.com/trail-stopped' }],
      });
    },
  );

  it.each([
    ['critical', 'critical'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'info'],
    ['informational', 'info'],
  ] as const)('takes %s as %s', async (severity, expected) => {
    const { server, sink } = await setUp();

    await sink.send(alertNotice({ alert: { severity } }), order());

    expect(JSON.parse(server.received[0]?.body ?? '').payload.severity).toBe(expected);
  });

  it.each([
    [400, 'refused'],
    [429, 'retry'],
    [500, 'retry'],
    [413, 'too-large'],
  ])('that answers %d is %s', async (status, is) => {
    const { sink } = await setUp({ status });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
  });

  it('gets a test closed again at once', async () => {
    const { server, sink } = await setUp();
    const signal = new AbortController().signal;

    const result = await testSink('pager', sink, { now: () => 1, signal });

    const events = server.received.map(({ body }) => JSON.parse(body));
    expect(result).toEqual({ sink: 'pager', outcome: 'done' });
    expect(events.map(({ event_action: action }) => action)).toEqual(['trigger', 'resolve']);
    expect(new Set(events.map(({ dedup_key: key }) => key)).size).toBe(1);
  });
});
