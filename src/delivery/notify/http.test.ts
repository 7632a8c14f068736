import { describe, expect, it } from 'vitest';
import { CERTIFICATE } from './certificate.fixture.ts';
import { type HttpOptions, openHttp } from './http.ts';
import { receiver, tlsReceiver } from './receiver.fixture.ts';
import { openTargets } from './targets.ts';

const ALLOWED = [{ host: 'localhost', cidr: '127.0.0.0/8' }];

function client(options: HttpOptions = {}, addresses = ['127.0.0.1']) {
  const asked: string[] = [];
  const targets = openTargets(ALLOWED, async (host) => {
    asked.push(host);
    return addresses;
  });
  return { http: openHttp(targets, options), asked };
}

const post = (url: string) => ({ method: 'POST', url, body: '{}' }) as const;

describe('the client', () => {
  it('sends over TLS to the checked address with the name of the host', async () => {
    const server = await tlsReceiver(() => ({ status: 202, body: 'taken' }));
    const { http, asked } = client({ ca: CERTIFICATE });

    const result = await http(post(`${server.url}/x`));

    expect(result).toMatchObject({ is: 'answer', status: 202, body: 'taken' });
    expect(server.received[0]?.headers.host).toBe(`localhost:${server.port}`);
    expect(asked).toEqual(['localhost']);
  });

  it('refuses a certificate that nobody signed, before anything is sent', async () => {
    const server = await tlsReceiver();
    const { http } = client();

    const result = await http(post(server.url));

    expect(result).toMatchObject({ is: 'failed', kind: 'tls', sent: false });
    expect(server.received).toEqual([]);
  });

  it('refuses a certificate of another name', async () => {
    const server = await tlsReceiver();
    const targets = openTargets([{ host: 'other', cidr: '127.0.0.0/8' }], async () => [
      '127.0.0.1',
    ]);

    const result = await openHttp(targets, { ca: CERTIFICATE })(
      post(`https://other:${server.port}`),
    );

    expect(result).toMatchObject({ is: 'failed', kind: 'tls' });
    expect(server.received).toEqual([]);
  });

  it('follows no redirect', async () => {
    const server = await receiver(() => ({ status: 307, headers: { location: '/elsewhere' } }));
    const { http } = client();

    const result = await http(post(server.url));

    expect(result).toMatchObject({ is: 'answer', status: 307 });
    expect(server.received).toHaveLength(1);
  });

  it('reads no more of an answer than it was told', async () => {
    const server = await receiver(() => ({ body: 'x'.repeat(1_000_000) }));
    const { http } = client();

    const result = await http(post(server.url));

    expect(result.is === 'answer' && result.body).toBe('x'.repeat(4096));
  });

  it('does not wait for ever', async () => {
    const server = await receiver(() => ({ isSilent: true }));
    const { http } = client({ timeout: 100 });

    const result = await http(post(server.url));

    expect(result).toMatchObject({ is: 'failed', kind: 'timeout', sent: true });
  });

  it('ends with the signal', async () => {
    const server = await receiver(() => ({ isSilent: true }));
    const { http } = client();

    const result = await http({ ...post(server.url), signal: AbortSignal.timeout(50) });

    expect(result).toMatchObject({ is: 'failed', kind: 'timeout' });
  });

  it('knows whether a lost connection had carried the request', async () => {
    const server = await receiver(() => ({ hangsUp: true }));
    const { http } = client();

    const hungUp = await http(post(server.url));
    const nobody = await http(post('http://localhost:1'));

    expect(hungUp).toMatchObject({ kind: 'lost', sent: true });
    expect(nobody).toMatchObject({ kind: 'lost', sent: false });
  });

  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:word@example.com/',
    'no address',
    '',
  ])('does not reach %j', async (url) => {
    const { http } = client({}, ['1.1.1.1']);

    const result = await http(post(url));

    expect(result).toMatchObject({ is: 'failed', kind: 'forbidden', sent: false });
  });

  it.each(['https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/'])(
    'sees through the spelling %s',
    async (url) => {
      const result = await openHttp(openTargets([]))(post(url));

      expect(result).toMatchObject({ is: 'failed', kind: 'forbidden' });
    },
  );

  it('does not ask for the name again once it was checked', async () => {
    const server = await receiver();
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const targets = openTargets(ALLOWED, async () => answers.shift() ?? []);

    const result = await openHttp(targets)(post(server.url));

    expect(result).toMatchObject({ is: 'answer', status: 200 });
    expect(answers).toHaveLength(1);
  });

  it('makes no request of a header that cannot be sent', async () => {
    const server = await receiver();
    const { http } = client();

    const headers = { authorization: 'Bearer hush-hush\nX: y' };
    const result = await http({ ...post(server.url), headers });

    expect(result).toMatchObject({ is: 'failed', kind: 'forbidden' });
    expect(JSON.stringify(result)).not.toContain('hush');
    expect(server.received).toEqual([]);
  });

  it('says nothing of the path in its words', async () => {
    const { http } = client();

    const result = await http(post('http://localhost:1/services/T0/hush-hush?sig=hush-hush'));

    expect(JSON.stringify(result)).not.toContain('hush');
  });
});
