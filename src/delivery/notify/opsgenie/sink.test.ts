import { describe, expect, it } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';

async function setUp(status = 202) {
  const server = await receiver(() => ({ status }));
  const sink = testedSink(
    {
      type: 'opsgenie',
      apiKey: `\${env:KEY}`,
      flavour: 'opsgenie',
      region: 'us',
      endpointUrl: server.url,
    },
    { env: { KEY: 'hush-hush' } },
  );
  return { server, sink };
}

describe('Opsgenie', () => {
  it('is told of an open alert, with its id as alias', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({ is: 'done' });
    expect(server.received[0]?.path).toBe('/v2/alerts');
    expect(server.received[0]?.headers.authorization).toBe('GenieKey hush-hush');
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      alias: 'a1b2c3',
      message: '[high] Trail stopped',
      priority: 'P2',
    });
  });

  it.each([
    ['acknowledged', '/v2/alerts/a1b2c3/acknowledge?identifierType=alias'],
    ['closed', '/v2/alerts/a1b2c3/close?identifierType=alias'],
    ['snoozed', '/v2/alerts'],
  ] as const)('of one that is %s by %s', async (state, path) => {
    const { server, sink } = await setUp();

    await sink.send(alertNotice({ alert: { state } }), order());

    expect(server.received[0]?.path).toBe(path);
  });

  it.each([
    [429, 'retry'],
    [401, 'broken'],
    [422, 'refused'],
  ])('that answers %d is %s', async (status, is) => {
    const { sink } = await setUp(status);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
  });
});

it('an alert for Opsgenie has no live HTML, and no entity is cut in two', () => {
  const { message, description } = render(filledNotice('<b onclick=x>&\'"'.repeat(40)), false);

  for (const text of [message, description]) {
    expect(text).not.toMatch(/[<>"']/);
    expect(text.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
  }
});
