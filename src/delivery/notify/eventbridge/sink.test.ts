import { describe, expect, it, vi } from 'vitest';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';

const json = (body: object, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body,
});
const PUT = json({ FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
const failed = (ErrorCode: string) =>
  json({ FailedEntryCount: 1, Entries: [{ ErrorCode, ErrorMessage: 'no' }] });

async function setUp(answer: Answer = PUT) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example');
  const server = await receiver(() => answer);
  const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/alerts';
  return { server, sink: testedSink({ type: 'eventbridge', bus, endpointUrl: server.url }) };
}

describe('an event bus', () => {
  it('gets the alert as one entry', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    const { Entries } = JSON.parse(server.received[0]?.body ?? '');
    expect(outcome).toEqual({ is: 'done' });
    expect(Entries).toMatchObject([
      {
        Source: 'trailglass',
        DetailType: 'Trailglass Alert',
        EventBusName: 'arn:aws:events:eu-west-1:111122223333:event-bus/alerts',
      },
    ]);
    expect(JSON.parse(Entries[0].Detail)).toMatchObject({ type: 'alert.opened' });
  });

  it.each<[Answer, string]>([
    [failed('ThrottlingException'), 'retry'],
    [failed('InternalFailure'), 'retry'],
    [failed('NotAuthorizedForSourceException'), 'broken'],
    [failed('AccessDeniedException'), 'broken'],
    [failed('MalformedDetail'), 'refused'],
    [json({ FailedEntryCount: 0, Entries: [] }), 'unclear'],
    [json({ __type: 'AccessDeniedException', message: 'no' }, 400), 'broken'],
    [json({ __type: 'ResourceNotFoundException', message: 'no' }, 400), 'broken'],
    [json({ __type: 'InternalException', message: 'no' }, 500), 'retry'],
    [{ hangsUp: true }, 'unclear'],
  ])('that answers %j is %s', async (answer, is) => {
    const { server, sink } = await setUp(answer);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
    expect(server.received).toHaveLength(1);
  });
});
