import { describe, expect, it } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, type Received, receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';

const OK = { body: { ok: true, channel: 'C1', ts: '111.222', message: { text: 'x' } } };

async function bot(answering: (request: Received) => Answer = () => OK) {
  const server = await receiver(answering);
  const sink = testedSink(
    { type: 'slack', token: `\${env:TOKEN}`, channel: 'C1', endpointUrl: server.url },
    { env: { TOKEN: 'xoxb-hush-hush' } },
  );
  return { server, sink };
}

async function webhook(answer: Answer) {
  const server = await receiver(() => answer);
  const sink = testedSink(
    { type: 'slack', webhook: `\${env:HOOK}` },
    { env: { HOOK: `${server.url}/services/hush-hush` } },
  );
  return { server, sink };
}

describe('a bot of Slack', () => {
  it('posts the first message, and notes where', async () => {
    const { server, sink } = await bot();

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is === 'done' && JSON.parse(outcome.memo ?? '')).toEqual({
      channel: 'C1',
      ts: '111.222',
    });
    expect(server.received.map(({ path }) => path)).toEqual(['/chat.postMessage']);
    expect(server.received[0]?.headers.authorization).toBe('Bearer xoxb-hush-hush');
    expect(JSON.parse(server.received[0]?.body ?? '')).toMatchObject({
      channel: 'C1',
      unfurl_links: false,
      unfurl_media: false,
    });
  });

  it('edits the head with the state, then replies in its thread, and keeps its note', async () => {
    const { server, sink } = await bot();
    const closed = alertNotice({ id: 'a1b2c3/closed', step: 'closed', alert: { state: 'closed' } });
    const memo = JSON.stringify({ channel: 'C9', ts: '111.222' });

    const outcome = await sink.send(closed, order({ memo }));

    const [edit, reply] = server.received.map(({ body }) => JSON.parse(body));
    expect(server.received.map(({ path }) => path)).toEqual(['/chat.update', '/chat.postMessage']);
    expect(edit).toMatchObject({ channel: 'C9', ts: '111.222' });
    expect(JSON.stringify(edit.blocks)).toContain('Closed: [high] Trail stopped');
    expect(reply).toMatchObject({ channel: 'C9', thread_ts: '111.222' });
    expect(outcome).toEqual({ is: 'done', memo });
  });

  it('replies also where the head can no longer be edited', async () => {
    const { server, sink } = await bot(({ path }) =>
      path === '/chat.update' ? { body: { ok: false, error: 'message_not_found' } } : OK,
    );
    const memo = JSON.stringify({ channel: 'C1', ts: '111.222' });

    const outcome = await sink.send(alertNotice({ step: 'grown' }), order({ memo }));

    expect(outcome.is).toBe('done');
    expect(server.received).toHaveLength(2);
  });

  it.each([
    ['ratelimited', 'retry'],
    ['internal_error', 'retry'],
    ['invalid_auth', 'broken'],
    ['token_revoked', 'broken'],
    ['channel_not_found', 'broken'],
    ['is_archived', 'broken'],
    ['msg_blocks_too_long', 'too-large'],
    ['invalid_blocks', 'refused'],
  ])('that is told %s under HTTP 200 takes it as %s', async (error, is) => {
    const { sink } = await bot(() => ({ body: { ok: false, error } }));

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
  });

  it('waits as long as it is told', async () => {
    const { sink } = await bot(() => ({ status: 429, headers: { 'retry-after': '30' } }));

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject({ is: 'retry', after: 30_000 });
  });

  it('does not know what came of an answer that it cannot read', async () => {
    const { sink } = await bot(() => ({ body: '<html>' }));

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe('unclear');
  });
});

describe('a webhook of Slack', () => {
  it('gets one message, and wants no updates', async () => {
    const { server, sink } = await webhook({ body: 'ok' });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({ is: 'done', memo: 'sent' });
    expect(sink.capabilities).toMatchObject({ updates: false, threads: false });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [404, 'no_service', 'broken'],
    [400, 'channel_is_archived', 'broken'],
    [403, 'action_prohibited', 'broken'],
    [400, 'invalid_payload', 'refused'],
    [429, 'rate_limited', 'retry'],
    [500, 'rollup_error', 'retry'],
  ])('that answers %d %s is %s', async (status, body, is) => {
    const { sink } = await webhook({ status, body, headers: { 'retry-after': '5' } });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
    expect(JSON.stringify(outcome)).not.toContain('hush-hush');
  });
});

describe('a message for Slack', () => {
  const hostile = '<!channel> & <@U1> *bold* `code` @here';

  it('mentions nobody in its text', () => {
    const { text } = render(filledNotice(hostile), false);

    expect(text).toContain('&lt;!channel&gt; &amp; &lt;@U1&gt; *bold*');
    expect(text).not.toMatch(/[<>]/);
  });

  it('shows values as text or not at all: nothing in its blocks is read as markup', () => {
    const { blocks } = render(filledNotice(hostile), false);

    const types = [...JSON.stringify(blocks).matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    const known = ['rich_text', 'rich_text_section', 'rich_text_list', 'text', 'link'];
    expect(types.filter((type) => !known.includes(type ?? ''))).toEqual([]);
  });
});
