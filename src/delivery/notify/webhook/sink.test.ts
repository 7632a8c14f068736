import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, type Received, receiver } from '../receiver.fixture.ts';
import { NOW, testedSink } from '../tools.fixture.ts';

const KEYS = [Buffer.alloc(24, 'new secret '), Buffer.alloc(32, 'old secret ')];
const SECRETS = KEYS.map((key) => `whsec_${key.toString('base64')}`);

const NOTHING: Received = { method: '', path: '', headers: {}, body: '' };

async function setUp(answer: Answer = {}, secrets = SECRETS) {
  const server = await receiver(() => answer);
  const env = {
    URL: `${server.url}/hook?token=hush-hush`,
    NEW: secrets[0] ?? '',
    OLD: secrets[1] ?? '',
  };
  const references = [`\${env:NEW}`, `\${env:OLD}`].slice(0, secrets.length);
  const sink = testedSink({ type: 'webhook', url: `\${env:URL}`, secrets: references }, { env });
  return { server, sink };
}

describe('a webhook', () => {
  it('gets the alert, signed by each secret over the bytes that arrive', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    const [{ headers, body, method, path } = NOTHING] = server.received;
    const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signatures = KEYS.map(
      (key) => `v1,${createHmac('sha256', key).update(content).digest('base64')}`,
    );
    expect(outcome).toEqual({ is: 'done' });
    expect([method, path]).toEqual(['POST', '/hook?token=hush-hush']);
    expect(headers['webhook-id']).toBe('a1b2c3/opened');
    expect(headers['webhook-timestamp']).toBe(String(NOW / 1000));
    expect(headers['webhook-signature']).toBe(signatures.join(' '));
    expect(JSON.parse(body)).toMatchObject({
      id: 'a1b2c3/opened',
      type: 'alert.opened',
      timestamp: '2026-06-01T10:05:00Z',
      data: {
        alert: { id: 'a1b2c3', severity: 'high' },
        rule: {
          author: 'Ana Example',
          license: 'DRL-1.1',
          link: 'https://rules.example.com/trail-stopped',
        },
      },
    });
  });

  it('has no hostile character in what it gets', async () => {
    const { server, sink } = await setUp();
    const actor = 'a\u202eb\u0000c\r\nd\u200b';

    await sink.send(alertNotice({ alert: { actor } }), order());

    expect(JSON.parse(server.received[0]?.body ?? '').data.alert.actor).toBe('abcd');
  });

  it.each<[string, Answer, object]>([
    ['429', { status: 429, headers: { 'retry-after': '120' } }, { is: 'retry', after: 120_000 }],
    ['500', { status: 500 }, { is: 'retry', reason: 'HTTP 500' }],
    ['401', { status: 401 }, { is: 'broken', reason: 'HTTP 401' }],
    ['410', { status: 410 }, { is: 'broken', reason: 'HTTP 410' }],
    ['413', { status: 413 }, { is: 'too-large', reason: 'HTTP 413' }],
    ['422', { status: 422, body: 'no such field' }, { is: 'refused', answer: 'no such field' }],
    ['302', { status: 302, headers: { location: 'http://169.254.169.254/' } }, { is: 'broken' }],
    ['nothing', { hangsUp: true }, { is: 'unclear' }],
  ])('that answers %s has its class', async (_, answer, expected) => {
    const { server, sink } = await setUp(answer);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject(expected);
    expect(server.received).toHaveLength(1);
  });

  it('never has its address or a secret repeated', async () => {
    const { sink } = await setUp({ status: 400, body: `bad ${SECRETS[0]}` });

    const outcome = await sink.send(alertNotice(), order());

    expect(JSON.stringify(outcome)).not.toMatch(/hush-hush|whsec_/);
    expect(outcome).toMatchObject({ answer: 'bad [secret]' });
  });

  it.each(['whsec_', 'whsec_c2hvcnQ=', Buffer.alloc(32).toString('base64')])(
    'with the secret %s is broken',
    async (secret) => {
      const { server, sink } = await setUp({}, [secret]);

      const outcome = await sink.send(alertNotice(), order());

      expect(outcome.is).toBe('broken');
      expect(server.received).toEqual([]);
    },
  );

  it('whose secret is not set is broken, and says which', async () => {
    const sink = testedSink({ type: 'webhook', url: 'x', secrets: [`\${env:MISSING}`] });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({
      is: 'broken',
      reason: 'The environment variable MISSING is not set.',
    });
  });
});
