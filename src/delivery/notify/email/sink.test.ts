import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filledNotice } from '../hostile.fixture.ts';
import { alertNotice, order } from '../message.fixture.ts';
import { testedSink } from '../tools.fixture.ts';
import { render } from './render.ts';
import { mailServer } from './server.fixture.ts';

/** Takes a whole message and hangs up without a word on it. */
async function silentServer(): Promise<number> {
  const server = createServer((socket) => {
    socket.write('220 ready\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.endsWith('\r\n.\r\n')) socket.destroy();
      else if (/^DATA/i.test(text)) socket.write('354 go on\r\n');
      else if (/^(?:EHLO|MAIL|RCPT)/i.test(text)) socket.write('250 fine\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

type Security = 'starttls' | 'tls' | 'none';

function sinkAt(port: number, security: Security = 'none', password?: string) {
  return testedSink(
    {
      type: 'email',
      host: 'localhost',
      port,
      security,
      from: 'trailglass@example.com',
      to: ['soc@example.com'],
      ...(password !== undefined && { user: 'ana', password: `\${env:PASSWORD}` }),
    },
    { env: { PASSWORD: password ?? '' } },
  );
}

const answers = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('a mail', () => {
  it('has text, HTML and a Message-ID of alert and step', async () => {
    const { mails, port } = await mailServer();

    const outcome = await sinkAt(port).send(alertNotice(), order());

    const [mail = ''] = mails;
    expect(outcome).toEqual({ is: 'done', memo: '<a1b2c3.opened@example.com>' });
    expect(mail).toContain('Message-ID: <a1b2c3.opened@example.com>');
    expect(mail).toContain('Subject: [high] Trail stopped');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
    expect(mail).not.toContain('In-Reply-To');
  });

  it('belongs to the thread of the first one', async () => {
    const { mails, port } = await mailServer();
    const memo = '<a1b2c3.opened@example.com>';
    const closed = alertNotice({ id: 'a1b2c3/closed', step: 'closed' });

    const outcome = await sinkAt(port).send(closed, order({ memo }));

    const [mail = ''] = mails;
    expect(outcome).toEqual({ is: 'done', memo });
    expect(mail).toContain('Message-ID: <a1b2c3.closed@example.com>');
    expect(mail).toContain(`In-Reply-To: ${memo}`);
    expect(mail).toContain(`References: ${memo}`);
  });

  it('has no header, receiver or long line from a hostile value', async () => {
    const { mails, port } = await mailServer();
    const hostile = 'x\r\nBcc: evil@example.net\r\n\r\n<evil@example.net>';

    await sinkAt(port).send(alertNotice({ rule: { title: hostile } }), order());
    await sinkAt(port).send(filledNotice(`<${'ä'.repeat(3000)}>`), order());

    const heads = mails.map((mail) => mail.split('\r\n\r\n')[0] ?? '');
    expect(mails).toHaveLength(2);
    expect(heads[0]).not.toMatch(/^bcc:/im);
    expect(heads[0]).toMatch(/^To: soc@example\.com$/m);
    for (const line of mails.join('\r\n').split('\r\n')) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998);
    }
  });

  it('logs in where it has to', async () => {
    const { port } = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('wrong')),
    });

    const right = await sinkAt(port, 'none', 'right').send(alertNotice(), order());
    const wrong = await sinkAt(port, 'none', 'wrong').send(alertNotice(), order());

    expect(right.is).toBe('done');
    expect(wrong).toEqual({ is: 'broken', reason: 'SMTP 535' });
  });
});

describe('a mail server', () => {
  it.each([
    [421, 'retry'],
    [451, 'retry'],
    [550, 'refused'],
    [554, 'refused'],
    [552, 'too-large'],
  ])('that answers %d is %s', async (code, is) => {
    const { port } = await mailServer({ onMailFrom: (_, __, done) => done(answers(code)) });

    const outcome = await sinkAt(port).send(alertNotice(), order());

    expect(outcome.is).toBe(is);
  });

  it('that refuses the receiver refuses the message, and its words are kept', async () => {
    const { port } = await mailServer({ onRcptTo: (_, __, done) => done(answers(550)) });

    const outcome = await sinkAt(port).send(alertNotice(), order());

    expect(outcome).toMatchObject({ is: 'refused', answer: expect.stringContaining('550') });
  });

  it.each(['starttls', 'tls'] as const)(
    'whose certificate nobody signed is told of (%s), and nothing is sent',
    async (security) => {
      const { mails, port } = await mailServer({
        secure: security === 'tls',
        disabledCommands: [],
      });

      const outcome = await sinkAt(port, security).send(alertNotice(), order());

      expect(outcome).toMatchObject({ is: 'retry', after: 900_000, tell: true });
      expect(mails).toEqual([]);
    },
  );

  it('that offers no TLS gets nothing where TLS is wanted', async () => {
    const { mails, port } = await mailServer();

    const outcome = await sinkAt(port, 'starttls').send(alertNotice(), order());

    expect(outcome).toMatchObject({ is: 'retry', tell: true });
    expect(mails).toEqual([]);
  });

  it('that hangs up after the message leaves it unclear', async () => {
    const port = await silentServer();

    const outcome = await sinkAt(port).send(alertNotice(), order());

    expect(outcome.is).toBe('unclear');
  });

  it('that nobody runs is tried again', async () => {
    const outcome = await sinkAt(1).send(alertNotice(), order());

    expect(outcome.is).toBe('retry');
  });

  it('in a private network that is not allowed is broken', async () => {
    const sink = testedSink({
      type: 'email',
      host: 'other',
      port: 25,
      security: 'starttls',
      from: 'a@example.com',
      to: ['b@example.com'],
    });

    const outcome = await sink.send(alertNotice(), order());

    expect(outcome.is).toBe('broken');
  });
});

it('the HTML of a mail has no live value and fetches nothing', () => {
  const { html } = render(filledNotice('<img src=//evil.example/x onerror="a()">\'&'), false);

  const tags = [...html.matchAll(/<([a-z!]\w*)/g)].map(([, tag]) => tag);
  const known = ['!doctype', 'html', 'body', 'h2', 'p', 'table', 'tr', 'th', 'td', 'ul', 'li', 'a'];
  expect(tags.filter((tag) => !known.includes(tag ?? ''))).toEqual([]);
  expect(html).not.toMatch(/\bsrc="/);
});
