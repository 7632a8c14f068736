import { describe, expect, it } from 'vitest';
import type { SettingsOf } from '../../../base/config/index.ts';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { type Answer, type Received, receiver } from '../receiver.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';

const CREATED = { status: 201, body: { id: '1', key: 'SEC-7' } };

async function setUp(
  answering: (request: Received) => Answer = () => CREATED,
  flavour: SettingsOf<'jira'>['flavour'] = 'cloud',
) {
  const server = await receiver(answering);
  const settings = {
    type: 'jira',
    flavour,
    url: `${server.url}/`,
    token: `\${env:TOKEN}`,
    project: 'SEC',
    issueType: 'Task',
    ...(flavour === 'cloud' && { user: 'ana@example.com' }),
  } as const;
  return { server, sink: testedSink(settings, { env: { TOKEN: 'hush-hush' } }) };
}

const bodies = (received: readonly Received[]) =>
  received.map(({ body }) => (body === '' ? '' : JSON.parse(body)));

describe('Jira', () => {
  it('gets an issue with the label of the alert, and its key is noted', async () => {
    const { server, sink } = await setUp();

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome).toEqual({ is: 'done', memo: 'SEC-7' });
    expect(server.received[0]).toMatchObject({ method: 'POST', path: '/rest/api/3/issue' });
    expect(server.received[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('ana@example.com:hush-hush').toString('base64')}`,
    );
    expect(bodies(server.received)).toMatchObject([
      {
        fields: {
          project: { key: 'SEC' },
          issuetype: { name: 'Task' },
          summary: '[high] Trail stopped',
          labels: ['trailglass', 'trailglass-a1b2c3'],
          description: { type: 'doc', version: 1 },
        },
      },
    ]);
  });

  it('is searched for the label first when a try may have arrived', async () => {
    const { server, sink } = await setUp(({ path }) =>
      path.endsWith('/search/jql') ? { body: { issues: [{ key: 'SEC-3' }] } } : CREATED,
    );

    const outcome = await sink.send(alertNotice(), order({ again: true }));

    expect(outcome).toEqual({ is: 'done', memo: 'SEC-3' });
    expect(bodies(server.received)).toMatchObject([
      { jql: 'project = "SEC" AND labels = "trailglass-a1b2c3"' },
    ]);
  });

  it('gets the issue when the search finds none', async () => {
    const { server, sink } = await setUp(({ path }) =>
      path.endsWith('/search/jql') ? { body: { issues: [] } } : CREATED,
    );

    const outcome = await sink.send(alertNotice(), order({ again: true }));

    expect(outcome).toEqual({ is: 'done', memo: 'SEC-7' });
    expect(server.received).toHaveLength(2);
  });

  it('gets updates as comments', async () => {
    const { server, sink } = await setUp(() => ({ status: 201, body: {} }));

    const outcome = await sink.send(alertNotice({ step: 'closed' }), order({ memo: 'SEC-7' }));

    expect(outcome).toEqual({ is: 'done', memo: 'SEC-7' });
    expect(server.received[0]?.path).toBe('/rest/api/3/issue/SEC-7/comment');
  });

  it('gets no second comment when the first one had arrived', async () => {
    const text = 'Trailglass message a1b2c3/opened';
    const { server, sink } = await setUp(() => ({ body: { comments: [{ body: { text } }] } }));

    const outcome = await sink.send(alertNotice(), order({ memo: 'SEC-7', again: true }));

    expect(outcome).toEqual({ is: 'done', memo: 'SEC-7' });
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is asked again later when it cannot say whether the first one had arrived', async () => {
    const { server, sink } = await setUp(() => ({ status: 503 }));

    const outcome = await sink.send(alertNotice(), order({ memo: 'SEC-7', again: true }));

    expect(outcome.is).toBe('retry');
    expect(server.received.map(({ method }) => method)).toEqual(['GET']);
  });

  it('of a data center has other paths, another token and wiki markup', async () => {
    const { server, sink } = await setUp(() => CREATED, 'datacenter');

    await sink.send(alertNotice(), order());

    expect(server.received[0]?.path).toBe('/rest/api/2/issue');
    expect(server.received[0]?.headers.authorization).toBe('Bearer hush-hush');
    expect(typeof bodies(server.received)[0].fields.description).toBe('string');
  });

  it.each<[Answer, string]>([
    [{ status: 400, body: { errors: { description: 'CONTENT_LIMIT_EXCEEDED' } } }, 'too-large'],
    [{ status: 400, body: {} }, 'refused'],
    [{ status: 401 }, 'broken'],
    [{ status: 404 }, 'broken'],
    [{ status: 429, headers: { 'retry-after': '9' } }, 'retry'],
    [{ hangsUp: true }, 'unclear'],
  ])('that answers %j is %s', async (answer, is) => {
    const { sink } = await setUp(() => answer);

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe(is);
  });
});

describe('a text for Jira', () => {
  it('of the cloud holds values in text nodes only, none of them empty', () => {
    const hostile = '{noformat}*x*[~admin]';

    const { body } = render(filledNotice(hostile), 'cloud', false);

    const text = JSON.stringify(body);
    const types = [...text.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    expect(new Set(types)).toEqual(new Set(['doc', 'paragraph', 'text', 'strong', 'link']));
    expect(text).toContain(hostile);
    expect(text).not.toContain('"text":""');
  });

  it('of a data center has a backslash before all that could be markup', () => {
    const { body } = render(filledNotice('{noformat}*x*[~admin]!a!'), 'datacenter', false);

    expect(body).toContain('\\{noformat\\}\\*x\\*\\[\\~admin\\]\\!a\\!');
    expect(String(body).match(/(?<!\\)[{}[\]*!]/)).toBeNull();
  });
});
