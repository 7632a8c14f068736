import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublic } from './address.ts';
import { openTargets } from './targets.ts';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '0.255.255.255',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.0',
    '198.19.255.255',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fc00::',
    'fd00:ec2::254',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::FFFF:127.0.0.1',
    '64:ff9b::169.254.169.254',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2002:c0a8:101::5',
    'localhost',
    '',
  ])('%j leads inside, or nowhere', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each([
    '1.1.1.1',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700::1111',
    'fbff::1',
    'fec0::1',
    '::2',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '2002:808:808::1',
  ])('%j is open', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it('of IPv4 is judged alike however IPv6 carries it', () => {
    const hex = (a: number, b: number) => ((a << 8) | b).toString(16);

    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
        const six = `${hex(a, b)}:${hex(c, d)}`;
        const carried = [`::ffff:${six}`, `::ffff:${address}`, `64:ff9b::${six}`, `2002:${six}::1`];
        for (const one of carried) expect(isPublic(one)).toBe(isPublic(address));
      }),
    );
  });
});

const resolveTo =
  (...addresses: readonly string[]) =>
  async () =>
    addresses;

describe('a target', () => {
  it('is every address of a name, where all of them are open', async () => {
    const targets = openTargets([], resolveTo('2606:4700::1111', '1.1.1.1'));

    const target = await targets.check('example.com');

    expect(target).toEqual({
      is: 'target',
      addresses: ['1.1.1.1', '2606:4700::1111'],
      isPrivate: false,
    });
  });

  it('is forbidden when one address leads inside', async () => {
    const targets = openTargets([], resolveTo('1.1.1.1', '169.254.169.254'));

    const target = await targets.check('example.com');

    expect(target.is).toBe('forbidden');
  });

  it.each([
    ['jira.corp', '10.1.2.3', 'target'],
    ['JIRA.corp.', '10.1.2.3', 'target'],
    ['jira.corp', '::ffff:10.1.2.3', 'target'],
    ['jira.corp', '10.2.0.1', 'forbidden'],
    ['other.corp', '10.1.2.3', 'forbidden'],
    ['jira.corp.example.com', '10.1.2.3', 'forbidden'],
  ])('%s at %s is a %s where jira.corp in 10.1.0.0/16 is allowed', async (host, address, is) => {
    const allowed = [{ host: 'jira.corp', cidr: '10.1.0.0/16' }];
    const targets = openTargets(allowed, resolveTo(address));

    const target = await targets.check(host);

    expect(target.is).toBe(is);
  });

  it('is allowed by an address in brackets too', async () => {
    const targets = openTargets([{ host: 'fd00::7', cidr: 'fd00::/64' }], resolveTo('fd00::7'));

    const target = await targets.check('[fd00::7]');

    expect(target).toMatchObject({ is: 'target', isPrivate: true });
  });

  it('without an answer is a name that was not found', async () => {
    const targets = openTargets([], () =>
      Promise.reject(Object.assign(new Error('x'), { code: 'EAI_AGAIN' })),
    );

    const target = await targets.check('example.com');

    expect(target).toEqual({
      is: 'name',
      words: 'the name example.com was not found (EAI_AGAIN)',
    });
  });
});
