import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, type Received, receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { codeSpan } from './escape.ts';
import { render } from './render.ts';

const CREATED = { status: 201, body: { number: 7 } };

async function setUp(answering: (request: Received) => Answer = () => CREATED) {
  const server = await receiver(answering);
  const sink = testedSink(
    {
      type: 'github',
      repository: 'example/alerts',
      token: `\${env:TOKEN}`,
      label: 'trailglass',
      endpointUrl: server.url,
    },
    { env: { TOKEN: 'hush-hush' } },
  );
  return { server, sink };
}

describe('GitHub', () => {
  it('gets an issue with a hidden mark of the alert, and its number is noted', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    const [request] = server.received;
    const issue = JSON.parse(request?.body ?? '');
    expect(outcome).toEqual({ is: 'done', memo: '7' });
    expect(request).toMatchObject({ method: 'POST', path: '/repos/example/alerts/issues' });
    expect(request?.headers.authorization).toBe('Bearer hush-hush');
    expect(issue).toMatchObject({ title: '[high] Trail stopped', labels: ['trailglass'] });
    expect(issue.body).toContain('<!-- trailglass alert a1b2c3 -->');
  });

  it('is looked through first when a try may have arrived', async () => {
    const mark = 'x <!-- trailglass alert a1b2c3 --> y';
    const { server, sink } = await setUp(() => ({
      body: [
        { number: 4, body: null },
        { number: 5, body: mark },
      ],
    }));

    const outcome = await sink.send(alertNotice(), order({ again: true }));

    expect(outcome).toEqual({ is: 'done', memo: '5' });
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
  });

  it('gets the issue when it is not there', async () => {
    const { server, sink } = await setUp(({ method }) =>
      method === 'GET' ? { body: [{ number: 4, body: 'other' }] } : CREATED,
    );

    const outcome = await sink.send(alertNotice(), order({ again: true }));

    expect(outcome).toEqual({ is: 'done', memo: '7' });
    expect(server.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('gets updates as comments, once', async () => {
    const { server, sink } = await setUp(({ method }) =>
      method === 'GET'
        ? { body: [{ body: '<!-- trailglass message a1b2c3/closed -->' }] }
        : CREATED,
    );
    const closed = alertNotice({ id: 'a1b2c3/closed', step: 'closed' });

    const first = await sink.send(closed, order({ memo: '7' }));
    const second = await sink.send(closed, order({ memo: '7', again: true }));

    const path = '/repos/example/alerts/issues/7/comments';
    expect([first, second]).toEqual([
      { is: 'done', memo: '7' },
      { is: 'done', memo: '7' },
    ]);
    expect(server.received[0]).toMatchObject({ method: 'POST', path });
    expect(server.received[1]?.path).toBe(`${path}?per_page=100&since=2026-06-01T10:01:00.000Z`);
    expect(server.received).toHaveLength(2);
  });

  it.each<[Answer, object]>([
    [{ status: 403 }, { is: 'broken' }],
    [
      { status: 403, headers: { 'retry-after': '60' } },
      { is: 'retry', after: 60_000 },
    ],
    [{ status: 403, headers: { 'x-ratelimit-remaining': '0' } }, { is: 'retry' }],
    [{ status: 403, body: 'You have exceeded a secondary rate limit' }, { is: 'retry' }],
    [{ status: 429 }, { is: 'retry' }],
    [{ status: 422, body: 'body is too long' }, { is: 'refused' }],
    [{ status: 410 }, { is: 'broken' }],
    [{ status: 502 }, { is: 'retry' }],
    [{ hangsUp: true }, { is: 'unclear' }],
  ])('that answers %j is %j', async (answer, expected) => {
    const { sink } = await setUp(() => answer);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject(expected);
  });
});

describe('a code span', () => {
  it.each([
    ['plain', '`plain`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['`x`', '`` `x` ``'],
    [' x ', '`  x  `'],
  ])('of %j is %j', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  it('ends nowhere but at its end', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[`a ]{0,40}$/), (text) => {
        const span = codeSpan(text);
        const [fence = ''] = /^`+/.exec(span) ?? [];
        const inside = span.slice(fence.length, -fence.length);
        const runs = [...inside.matchAll(/`+/g)].map(([run]) => run.length);
        expect(span.endsWith(fence)).toBe(true);
        expect(runs).not.toContain(fence.length);
      }),
    );
  });
});

it('in an issue nothing from outside stands beside code spans', () => {
  const hostile = '@everyone #42 `x` [a](https://evil.example) <img src=x>';

  const { body } = render(filledNotice(hostile), false);

  const outside = body.replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '').replace(/<!--.*?-->/g, '');
  expect(outside.replace(/\[about the rule\]\(<https:[^>]*>\)/g, '')).not.toMatch(/[@#[<]|evil/);
});
