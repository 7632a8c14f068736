import { describe, expect, it, vi } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';

const PUBLISHED = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>
<MessageId>m-1</MessageId></PublishResult></PublishResponse>`;

const failure = (status: number, code: string, message = 'no'): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

async function setUp(
  answer: Answer = { body: PUBLISHED, headers: { 'content-type': 'text/xml' } },
  topic = 'alerts',
) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  const server = await receiver(() => answer);
  const topicArn = `arn:aws:sns:eu-west-1:111122223333:${topic}`;
  return { server, sink: testedSink({ type: 'sns', topicArn, endpointUrl: server.url }) };
}

const sentTo = (body: string | undefined) => new URLSearchParams(body);

describe('a topic', () => {
  it('gets the alert as JSON, signed for its own region', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    const sent = sentTo(server.received[0]?.body);
    expect(outcome).toEqual({ is: 'done' });
    expect(server.received[0]?.headers.authorization).toContain('/eu-west-1/sns/aws4_request');
    expect(sent.get('Action')).toBe('Publish');
    expect(sent.get('Subject')).toBe('[high] Trail stopped');
    expect(JSON.parse(sent.get('Message') ?? '')).toMatchObject({ id: 'a1b2c3/opened' });
    expect(sent.get('MessageGroupId')).toBeNull();
  });

  it('of kind FIFO keeps the order of an alert and drops second tries', async () => {
    const { server, sink } = await setUp(undefined, 'alerts.fifo');

    await sink.send(alertNotice(), order());

    const sent = sentTo(server.received[0]?.body);
    expect(sent.get('MessageGroupId')).toBe('a1b2c3');
    expect(sent.get('MessageDeduplicationId')).toBe('a1b2c3/opened');
  });

  it.each<[Answer, string]>([
    [failure(400, 'Throttling'), 'retry'],
    [failure(500, 'InternalError'), 'retry'],
    [failure(403, 'AuthorizationError'), 'broken'],
    [failure(403, 'InvalidClientTokenId'), 'broken'],
    [failure(404, 'NotFound'), 'broken'],
    [failure(400, 'InvalidParameter', 'Invalid parameter: Message too long'), 'too-large'],
    [failure(400, 'InvalidParameter', 'Invalid parameter: TopicArn'), 'refused'],
    [{ hangsUp: true }, 'unclear'],
  ])('that answers %j is %s', async (answer, is) => {
    const { server, sink } = await setUp(answer);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
    expect(server.received).toHaveLength(1);
  });

  it('at an endpoint inside that is not allowed is broken', async () => {
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
    const sink = testedSink({ type: 'sns', topicArn, endpointUrl: 'https://other/' });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe('broken');
  });
});

it('the subject of a topic is printable ASCII, whatever the title', () => {
  const { Subject } = render(filledNotice('  Grüße\r\n🔍 \u202e東京 '.repeat(20)), false);

  expect(Subject).toMatch(/^[!-~][ -~]{0,98}$/);
});
