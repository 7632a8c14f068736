import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mmdb, type Networks } from './mmdb.fixture.ts';
import { countrySource, openPlaces } from './places.ts';

const folder = mkdtempSync(join(tmpdir(), 'trailglass-places-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, networks: Networks): string {
  const path = join(folder, name);
  writeFileSync(path, mmdb(networks));
  return path;
}

const country = fileWith('country.mmdb', {
  '192.0.2.0/24': { country: { iso_code: 'IE', geoname_id: 1 } },
  '198.51.100.0/25': { country_code: 'JP', country: 'Japan' },
  '203.0.113.66/32': { country: 'NZ' },
});
const asn = fileWith('asn.mmdb', {
  '192.0.2.0/24': { autonomous_system_number: 64_496 },
  '203.0.113.0/24': { asn: 'AS64511' },
});

it.each([
  ['192.0.2.7', { country: 'IE', asn: 64_496 }],
  ['198.51.100.127', { country: 'JP' }],
  ['198.51.100.128', {}],
  ['203.0.113.66', { country: 'NZ', asn: 64_511 }],
  ['203.0.113.67', { asn: 64_511 }],
  ['2001:db8::1', {}],
  ['athena.amazonaws.com', {}],
  ['999.0.2.7', {}],
])('says of %s what the files say', async (address, place) => {
  const placeOf = await openPlaces({ country, asn });

  expect(placeOf(address)).toEqual(place);
});

it('knows nothing without files, and one thing with one', async () => {
  const [none, one] = [
    await openPlaces({ country: 'none' }),
    await openPlaces({ country: 'none', asn }),
  ];

  expect(none('192.0.2.7')).toEqual({});
  expect(one('192.0.2.7')).toEqual({ asn: 64_496 });
});

it('knows countries without a file: of public resolvers, whose networks their makers name', async () => {
  const placeOf = await openPlaces({});

  // Google's resolvers, and an address for documentation (RFC 5737).
  const countries = ['8.8.8.8', '2001:4860:4860::8888', '192.0.2.7'].map((one) => placeOf(one));
  expect(countries).toEqual([{ country: 'US' }, { country: 'US' }, {}]);
});

it('says where countries come from, and of which day', async () => {
  const [shipped, own, none] = await Promise.all(
    [{}, { country }, { country: 'none' }].map((one) => countrySource(one)),
  );

  const day = expect.stringMatching(/^20\d\d-\d\d-\d\d$/);
  expect(shipped).toEqual({ source: 'iptoasn.com', license: 'PDDL-1.0', made: day });
  expect(own).toEqual({ source: country, made: expect.any(String) });
  expect(none).toBeUndefined();
});

it('takes one file for both', async () => {
  const networks = { '192.0.2.0/24': { country: 'IE', asn: 64_496 } };
  const both = fileWith('both.mmdb', networks);

  const placeOf = await openPlaces({ country: both, asn: both });

  expect(placeOf('192.0.2.7')).toEqual({ country: 'IE', asn: 64_496 });
});

it.each([
  ['absent.mmdb', undefined, 'there is no such file'],
  ['other.mmdb', 'just text', "it is not in MaxMind's DB format"],
])('says which setting names %s, and why that cannot be read', async (name, content, why) => {
  const path = join(folder, name);
  if (content !== undefined) writeFileSync(path, content);

  const opened = openPlaces({ country: path });

  await expect(opened).rejects.toMatchObject({
    code: 'TG_CONFIG_INVALID',
    message: `enrichment.country: ${path}: ${why}.`,
  });
});
