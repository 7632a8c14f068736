import { expect, test } from 'vitest';
import { parseAddress } from './network/address.ts';
import { INVALID, testAnswers } from './text/answers.fixture.ts';

testAnswers({
  'networks have their addresses': [
    ["contains('192.0.2.0/24', IPADDRESS '192.0.2.255')", true],
    ["contains('192.0.2.0/24', IPADDRESS '192.0.3.0')", false],
    ["contains('192.0.2.0/24', IPADDRESS '2001:db8::1')", false],
    ["contains('2001:db8::/32', IPADDRESS '2001:db8:ffff::1')", true],
    ["contains('0.0.0.0/0', IPADDRESS '203.0.113.9')", true],
    ["contains('192.0.2.0/24', CAST(NULL AS ipaddress))", null],
  ],
  'wrong networks fail': [
    ["contains('192.0.2.0', IPADDRESS '192.0.2.1')", INVALID],
    ["contains('192.0.2.1/24', IPADDRESS '192.0.2.1')", INVALID],
    ["contains('192.0.2.0/33', IPADDRESS '192.0.2.1')", INVALID],
    ["contains('net/8', IPADDRESS '192.0.2.1')", INVALID],
  ],
});

test.each([
  '1.2.3',
  '1.2.3.256',
  '01.2.3.4',
  ':::1',
  '1:2',
  '::1::',
  'fe80::1%eth0',
  '',
  '::12345',
])('%j is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});
