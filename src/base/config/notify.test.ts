import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { errorOf, folderWith, withEnv } from './folder.fixture.ts';

function load(...lines: readonly string[]) {
  const text = ['notify:', ...lines.map((line) => `  ${line}`), ''].join('\n');
  const cwd = folderWith({ 'trailglass.yaml': text });
  return loadConfig({}, withEnv({ HOME: '/home/somebody' }), cwd).config.notify;
}

const ref = (name: string) => `'\${env:${name}}'`;

describe('a sink', () => {
  it.each([
    `{ type: slack, webhook: ${ref('URL')} }`,
    `{ type: slack, token: ${ref('TOKEN')}, channel: C0123 }`,
    `{ type: teams, url: ${ref('URL')} }`,
    '{ type: email, host: mail.example.com, from: a@example.com, to: [b@example.com] }',
    `{ type: webhook, url: 'https://example.com/\${env:PART}', secrets: [${ref('KEY')}] }`,
    "{ type: sns, topicArn: 'arn:aws:sns:eu-west-1:111122223333:alerts.fifo' }",
    '{ type: eventbridge }',
    `{ type: pagerduty, routingKey: ${ref('KEY')}, region: eu }`,
    `{ type: opsgenie, apiKey: '\${file:/run/key}', flavour: jsm }`,
    `{ type: jira, url: 'https://example.atlassian.net', user: a@example.com, token: ${ref('T')}, project: SEC }`,
    `{ type: github, repository: example/alerts, token: ${ref('T')} }`,
    '{ type: file, path: alerts.ndjson }',
    '{ type: stdout }',
  ])('may be %s', (sink) => {
    const { sinks } = load(`sinks: { one: ${sink} }`);

    expect(Object.keys(sinks)).toEqual(['one']);
  });

  it.each([
    ['{ type: teams, url: https://example.com/hook }', `write a reference such as \${env:NAME}`],
    ['{ type: slack }', 'give either webhook or token'],
    [`{ type: slack, token: ${ref('T')} }`, 'a token needs a channel'],
    ['{ type: pager }', 'notify.sinks.one.type: '],
    [
      '{ type: file, pth: x, path: y }',
      '"pth" is not known here. Did you mean path? Allowed: type',
    ],
    [
      `{ type: jira, url: 'https://j.example.com', token: ${ref('T')}, project: S }`,
      'user belongs',
    ],
    ['{ type: email, host: m, user: u, from: a@example.com, to: [b@example.com] }', 'give both'],
  ])('that is %s is refused', (sink, words) => {
    const error = errorOf(() => load(`sinks: { one: ${sink} }`));

    expect(error.code).toBe('TG_CONFIG_INVALID');
    expect(error.message).toContain(words);
  });
});

describe('a route', () => {
  const route = (text: string) => load('sinks: { soc: { type: stdout } }', `routes: [${text}]`);

  it.each([
    '{ to: [soc] }',
    '{ to: [soc], when: { severity: high, tags: [attack.t1562.*] }, continue: true }',
    '{ to: [soc], when: { hours: { from: "22:00", to: "06:00", zone: Europe/Berlin } } }',
    '{ to: [soc], digest: { every: 1h } }',
    '{ to: [soc], digest: { daily: "08:00", zone: Asia/Tokyo } }',
  ])('may be %s', (text) => {
    const { routes } = route(text);

    expect(routes).toHaveLength(1);
  });

  it.each([
    ['{ to: [sock] }', ':3:19: notify.routes.0.to.0: there is no sink sock'],
    ['{ to: [] }', 'notify.routes.0.to: '],
    ['{ to: [soc], when: { level: high } }', '"level" is not known here. Allowed: severity'],
    ['{ to: [soc], when: { hours: { zone: Mars/North } } }', 'write a time zone'],
    ['{ to: [soc], digest: {} }', 'give either every or daily'],
    ['{ to: [soc], digest: { every: 0h } }', 'write a time such as 30m, 1h or 1d'],
    ['{ to: [soc], when: { accounts: [111122223333] } }', 'notify.routes.0.when.accounts.0: '],
  ])('that is %s is refused', (text, words) => {
    const error = errorOf(() => route(text));

    expect(error.message).toContain(words);
  });
});

it('a private target needs a network', () => {
  const error = errorOf(() => load('allowPrivate: [{ host: jira.corp, cidr: 10.1.2.3 }]'));

  expect(error.message).toContain('write a network such as 10.1.2.0/24');
});
