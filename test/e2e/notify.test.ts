import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CERTIFICATE } from '../../src/delivery/notify/certificate.fixture.ts';
import { mailServer } from '../../src/delivery/notify/email/server.fixture.ts';
import { tlsReceiver } from '../../src/delivery/notify/receiver.fixture.ts';
import { aMessage } from '../../src/lake/catalog/detections/detections.fixture.ts';
import { openCatalog } from '../../src/lake/catalog/index.ts';
import { command, trailglass } from './cli.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-notify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SETTINGS = `
notify:
  sinks:
    chat: { type: slack, webhook: '\${env:SLACK_WEBHOOK}' }
    lines: { type: stdout }
    archive: { type: file, path: '${join(folder, 'alerts.ndjson')}' }
  routes:
    - { to: [chat, lines], continue: true }
    - { to: [lines] }
`;

beforeAll(() => writeFileSync(join(folder, 'trailglass.yaml'), SETTINGS));

const run = (...args: readonly string[]) =>
  command(['notify', ...args], {
    home: folder,
    cwd: folder,
    env: { SLACK_WEBHOOK: 'https://127.0.0.1/services/hush-hush' },
  });

describe('notify list', () => {
  it('says which routes lead to each sink, and what it can do', async () => {
    const { code, stdout } = await run('list', '--json');

    const listed = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(listed.map(({ capabilities, ...rest }: { capabilities: object }) => rest)).toEqual([
      { name: 'chat', type: 'slack', routes: [1] },
      { name: 'lines', type: 'stdout', routes: [1, 2] },
      { name: 'archive', type: 'file', routes: [] },
    ]);
    expect(listed[0].capabilities).toEqual({
      threads: false,
      edits: false,
      states: false,
      updates: false,
      people: true,
      pace: 1000,
      patience: 0,
    });
  });

  it('is a table without --json', async () => {
    const { stdout } = await run('list');

    expect(stdout).toMatch(/^chat +slack +1 +one message an alert$/m);
    expect(stdout).toMatch(/^archive +file +none +updates$/m);
  });
});

describe('notify test', () => {
  it('sends a message', async () => {
    const { code, stdout, stderr } = await run('test', 'lines');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'test' });
    expect(stderr).toContain('Sent to lines.');
  });

  it('leaves standard output to the one document of --json', async () => {
    const { stdout, stderr } = await run('test', 'lines', '--json');

    expect(JSON.parse(stdout)).toEqual({ sink: 'lines', outcome: 'done' });
    expect(JSON.parse(stderr)).toMatchObject({ type: 'test' });
  });

  it('says what is wrong without a secret, and fails', async () => {
    const { code, stdout, stderr } = await run('test', 'chat', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      sink: 'chat',
      outcome: 'broken',
      reason: '127.0.0.1 leads into a private network; notify.allowPrivate can allow it',
    });
    expect(stderr).toContain('TG_NOTIFY_FAILED');
    expect(stdout + stderr).not.toContain('hush-hush');
  });

  it('of a sink that is not there guesses which was meant', async () => {
    const { code, stderr } = await run('test', 'line');

    expect(code).toBe(2);
    expect(stderr).toContain('There is no sink line. Did you mean lines?');
  });
});

describe('notify dead', () => {
  beforeAll(() => {
    const { outbox, close } = opened();
    outbox.put([aMessage({ sink: 'chat' }), aMessage({ sink: 'lines' })]);
    for (const row of ['chat', 'lines'].flatMap((sink) => outbox.take(sink, 100, 1))) {
      outbox.dead(row, 'HTTP 400', 'no\u001b[2J');
    }
    close();
  });

  function opened() {
    const catalog = openCatalog(folder);
    return { outbox: catalog.outbox, close: () => catalog.close() };
  }

  it('shows what was given up, and lets no answer steer the terminal', async () => {
    const { code, stdout } = await run('dead', 'chat');

    expect(code).toBe(0);
    expect(stdout).toMatch(/chat +\S+ +\S+ +opened +HTTP 400 +no/);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('lines');
  });

  it('is a list of objects with --json', async () => {
    const { stdout } = await run('dead', 'lines', '--json');

    const { messageId, alertId, severity } = aMessage();
    const letter = { sink: 'lines', messageId, alertId, step: 'opened', severity, since: 100 };
    expect(JSON.parse(stdout)).toEqual([{ ...letter, reason: 'HTTP 400', answer: 'no\u001b[2J' }]);
  });

  it('forgets what was looked at', async () => {
    const { stdout } = await run('dead', 'chat', '--clear', '--json');
    const left = await run('dead', '--json');
    const none = await run('dead', 'chat');

    expect(JSON.parse(stdout)).toEqual({ cleared: 1 });
    expect(JSON.parse(left.stdout)).toMatchObject([{ sink: 'lines' }]);
    expect([none.stdout, none.stderr]).toEqual(['', 'There is no dead letter.\n']);
  });
});

describe('over TLS, with a certificate of an authority of your own', () => {
  const authority = join(folder, 'authority.pem');
  beforeAll(() => writeFileSync(authority, CERTIFICATE));

  /** A run with one sink, `one`, at this machine. */
  function test(sink: string, allowed: boolean) {
    const file = join(folder, 'tls.yaml');
    const leave = allowed
      ? '  allowPrivate: [{ host: localhost, cidr: 127.0.0.0/8 }, { host: localhost, cidr: "::1/128" }]'
      : '';
    writeFileSync(file, `notify:\n  sinks: { one: ${sink} }\n${leave}\n`);
    const env = {
      NODE_EXTRA_CA_CERTS: authority,
      KEY: `whsec_${Buffer.alloc(32).toString('base64')}`,
    };
    // Only a process of its own reads the certificates.
    return trailglass(['notify', 'test', 'one', '--config', file], { home: folder, env });
  }

  it.each([true, false])(
    'a webhook at this machine arrives where that is allowed: %s',
    async (allowed) => {
      const server = await tlsReceiver();
      const url = `${server.url}/\${env:KEY}`;

      const { code } = await test(
        `{ type: webhook, url: '${url}', secrets: ['\${env:KEY}'] }`,
        allowed,
      );

      expect(code).toBe(allowed ? 0 : 1);
      expect(server.received).toHaveLength(allowed ? 1 : 0);
    },
  );

  it.each([
    ['starttls', false],
    ['tls', true],
  ] as const)('a mail arrives by %s', async (security, secure) => {
    const { mails, port } = await mailServer({ secure, disabledCommands: [] });
    const to = 'from: a@example.com, to: [b@example.com]';

    const { code, stderr } = await test(
      `{ type: email, host: localhost, port: ${port}, security: ${security}, ${to} }`,
      true,
    );

    expect(stderr).toContain('Sent to one.');
    expect(code).toBe(0);
    expect(mails).toHaveLength(1);
  });
});
