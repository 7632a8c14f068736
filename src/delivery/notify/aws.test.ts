import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PrivateTarget, SinkSettings } from '../../base/config/index.ts';
import { alertNotice, order } from './message.fixture.ts';
import { openSink } from './open-sink.ts';
import { type Answer, receiver } from './receiver.fixture.ts';
import { openTargets, type Resolve } from './targets.ts';
import { testTools } from './tools.fixture.ts';

afterEach(() => vi.unstubAllEnvs());

const LOOPBACK: PrivateTarget = { host: 'localhost', cidr: '127.0.0.0/8' };

interface Wish {
  readonly resolve: Resolve;
  readonly allowed?: readonly PrivateTarget[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A sink whose names lead where the test says, with what was asked for. */
function opened(settings: SinkSettings, { resolve, allowed = [], env = {} }: Wish) {
  const given = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', ...env };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  const asked: string[] = [];
  const targets = openTargets(allowed, (host) => {
    asked.push(host);
    return resolve(host);
  });
  return { sink: openSink(settings, { ...testTools(), targets }), asked };
}

interface Kind {
  readonly name: string;
  readonly settings: (endpointUrl?: string) => SinkSettings;
  readonly host: string;
  readonly variable: string;
  readonly taken: Answer;
}

const KINDS: readonly Kind[] = [
  {
    name: 'SNS',
    settings: (endpointUrl) => ({
      type: 'sns',
      topicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts',
      ...(endpointUrl !== undefined && { endpointUrl }),
    }),
    host: 'sns.eu-west-1.amazonaws.com',
    variable: 'AWS_ENDPOINT_URL_SNS',
    taken: {
      headers: { 'content-type': 'text/xml' },
      body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
    },
  },
  {
    name: 'EventBridge',
    settings: (endpointUrl) => ({
      type: 'eventbridge',
      bus: 'arn:aws:events:eu-west-1:111122223333:event-bus/alerts',
      ...(endpointUrl !== undefined && { endpointUrl }),
    }),
    host: 'events.eu-west-1.amazonaws.com',
    variable: 'AWS_ENDPOINT_URL_EVENTBRIDGE',
    taken: { body: '{"FailedEntryCount":0,"Entries":[{"EventId":"e"}]}' },
  },
];

describe.each(KINDS)('the endpoint of $name', ({ settings, host, variable, taken }) => {
  it('is looked up once, and reached at the address that was checked', async () => {
    const server = await receiver(() => taken);
    const addresses = ['127.0.0.1', '169.254.169.254'];
    const resolve = async () => [addresses.shift() ?? ''];
    const { sink, asked } = opened(settings(server.url), { resolve, allowed: [LOOPBACK] });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({ is: 'done' });
    expect(asked).toEqual(['localhost']);
    expect(server.received).toHaveLength(1);
  });

  it("is AWS's own, which may not lie in a private network unless that is allowed", async () => {
    const { sink, asked } = opened(settings(), { resolve: async () => ['10.1.2.3'] });

    const outcome = await sink.send(alertNotice(), order());

    expect(asked).toEqual([host]);
    expect(outcome).toEqual({
      is: 'broken',
      reason: `${host} leads into a private network; notify.allowPrivate can allow it`,
    });
  });

  it.each([
    ['an address of this machine', 'https://127.0.0.1:9'],
    ['the address of the metadata service', 'http://169.254.169.254'],
    ['one of IPv6', 'https://[fd00:ec2::254]'],
  ])('is not %s', async (_, endpointUrl) => {
    const { sink } = opened(settings(endpointUrl), {
      resolve: async (asked) => [asked],
      allowed: [LOOPBACK],
    });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject({
      is: 'broken',
      reason: expect.stringMatching(/private network/),
    });
  });

  it('is not what a variable of the environment says where that is not allowed', async () => {
    const server = await receiver(() => taken);
    const env = { [variable]: server.url };
    const { sink } = opened(settings(), { resolve: async () => ['127.0.0.1'], env });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe('broken');
    expect(server.received).toEqual([]);
  });

  it('in the open is reached by TLS only', async () => {
    const endpointUrl = 'http://aws.example';
    const { sink } = opened(settings(endpointUrl), { resolve: async () => ['203.0.113.1'] });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toMatchObject({
      is: 'broken',
      reason: expect.stringMatching(/https: is needed/),
    });
  });

  it('that is not found now is asked for again later', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const { sink } = opened(settings(), { resolve });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe('retry');
  });
});
