import { describe, expect, it } from 'vitest';
import { openPorts } from './ports.ts';

const WORLD = { ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } };

/** A request with one permission. */
function permitting(permission: object) {
  return { groupId: 'sg-1', ipPermissions: { items: [permission] } } as const;
}

function portsIn(request: object): readonly string[] {
  return openPorts(JSON.parse(JSON.stringify(request)));
}

describe('ports that a request opens to the world', () => {
  it.each([
    ['IPv4', WORLD],
    ['IPv6', { ipv6Ranges: { items: [{ cidrIpv6: '::/0' }] } }],
    [
      'the world among others',
      { ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }, { cidrIp: '0.0.0.0/0' }] } },
    ],
    ['one range that stands without its list', { ipRanges: { items: { cidrIp: '0.0.0.0/0' } } }],
  ])('are open for %s', (_, ranges) => {
    const ports = portsIn(permitting({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ...ranges }));

    expect(ports).toEqual(['22']);
  });

  it.each([
    ['a network of its own', { ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] } }],
    ['another group', { groups: { items: [{ groupId: 'sg-2' }] } }],
    ['nobody', {}],
  ])('are none for %s', (_, ranges) => {
    const ports = portsIn(permitting({ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ...ranges }));

    expect(ports).toEqual([]);
  });

  it('are those within a range, its ends among them', () => {
    const ports = portsIn(
      permitting({ ipProtocol: 'tcp', fromPort: 3306, toPort: 3389, ...WORLD }),
    );

    expect(ports).toEqual(['3306', '3389']);
  });

  it('are all that are watched where every protocol is allowed', () => {
    const ports = portsIn(permitting({ ipProtocol: '-1', ...WORLD }));

    expect(ports).toEqual(expect.arrayContaining(['22', '3389', '5432', '27017']));
  });

  it('are none of a protocol that has no ports', () => {
    const ports = portsIn(permitting({ ipProtocol: 'icmp', fromPort: -1, toPort: -1, ...WORLD }));

    expect(ports).toEqual([]);
  });

  it('are not those of the web', () => {
    const ports = portsIn(permitting({ ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...WORLD }));

    expect(ports).toEqual([]);
  });

  it('are each permission for itself: one opens a port, another is for the world', () => {
    const items = [
      {
        ipProtocol: 'tcp',
        fromPort: 22,
        toPort: 22,
        ipRanges: { items: [{ cidrIp: '10.0.0.0/8' }] },
      },
      { ipProtocol: 'tcp', fromPort: 443, toPort: 443, ...WORLD },
    ];

    const ports = portsIn({ ipPermissions: { items } });

    expect(ports).toEqual([]);
  });

  it('are also found where the request has one permission without a list', () => {
    const ports = portsIn({ ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIp: '0.0.0.0/0' });

    expect(ports).toEqual(['5432']);
  });

  it('come in the order of their numbers, each once', () => {
    const tcp = (port: number) => ({ ipProtocol: 'tcp', fromPort: port, toPort: port, ...WORLD });

    const ports = portsIn({ ipPermissions: { items: [tcp(3389), tcp(22), tcp(3389)] } });

    expect(ports).toEqual(['22', '3389']);
  });
});
