import { describe, expect, it } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';

async function setUp(status: number) {
  const server = await receiver(() => ({ status }));
  const env = { FLOW: `${server.url}/workflows/1?sig=hush-hush` };
  return { server, sink: testedSink({ type: 'teams', url: `\${env:FLOW}` }, { env }) };
}

describe('a workflow of Teams', () => {
  it.each([200, 202])('gets an adaptive card, and %d is done', async (status) => {
    const { server, sink } = await setUp(status);

    const outcome = await sink.send(alertNotice(), order());

    const { type, attachments } = JSON.parse(server.received[0]?.body ?? '');
    expect(outcome).toEqual({ is: 'done' });
    expect(type).toBe('message');
    expect(attachments).toMatchObject([
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null },
    ]);
  });

  it.each([
    [429, 'retry'],
    [404, 'broken'],
    [413, 'too-large'],
    [400, 'refused'],
  ])('that answers %d is %s', async (status, is) => {
    const { sink } = await setUp(status);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
    expect(JSON.stringify(outcome)).not.toContain('hush-hush');
  });
});

describe('a card', () => {
  it('has no text that Teams fills in', () => {
    const card = render(filledNotice('{{DATE(2026-01-01)}} {{{{x}}}}'), false);

    expect(JSON.stringify(card.attachments[0]?.content).match(/"text":"[^"]*\{\{/)).toBeNull();
  });

  it('shows values in runs of text only, where Markdown is not live', () => {
    const card = JSON.stringify(render(filledNotice('[click](https://evil.example) **x**'), false));

    expect(card).not.toContain('"TextBlock"');
    expect(card).not.toContain('"FactSet"');
    expect(card).toContain('"TextRun"');
  });
});
