import { expect, it, onTestFinished, vi } from 'vitest';
import { type PlaceOf, rowsOf } from '../../query/engine/index.ts';

import { call, lakeWith, SYSTEM } from './asked.fixture.ts';

const RECORDS = [
  call('one', { sourceIPAddress: '192.0.2.7' }),
  call('two', { sourceIPAddress: '192.0.2.7', eventTime: '2026-06-04T12:00:00Z' }),
  call('three', { sourceIPAddress: '2001:db8::1' }),
  call('service', { sourceIPAddress: 'athena.amazonaws.com' }),
  call('inside', { sourceIPAddress: 'AWS Internal' }),
  call('none', { sourceIPAddress: null }),
];

async function opened(places?: () => Promise<PlaceOf>) {
  const { engine, close } = await lakeWith(RECORDS, places);
  onTestFinished(close);
  return (sql: string) => rowsOf(engine, sql);
}

const placeOf = () =>
  vi.fn<PlaceOf>((address) => (address.includes(':') ? { country: "C'" } : { asn: 64_496 }));

it('tells the place of each call, and looks each address up once', async () => {
  const look = placeOf();
  const ask = await opened(async () => look);

  const first = await ask("SELECT country FROM calls WHERE eventid = 'one'");
  const rows = await ask('SELECT eventid, country, asn FROM calls ORDER BY eventid');

  expect(first).toEqual([[null]]);
  expect(rows).toEqual([
    ...[
      ['inside', null, null],
      ['none', null, null],
      ['one', null, 64_496],
    ],
    ...[
      ['service', null, null],
      ['three', "C'", null],
      ['two', null, 64_496],
    ],
  ]);
  expect(look.mock.calls.flat().sort()).toEqual(['192.0.2.7', '2001:db8::1']);
});

it('looks nothing up where no place is asked for', async () => {
  const places = vi.fn(async () => placeOf());
  const ask = await opened(places);

  await ask('SELECT system, sourceipaddress FROM calls');

  expect(places).not.toHaveBeenCalled();
});

it('is NULL where no file is known, and leaves the system as it is', async () => {
  const ask = await opened();

  const rows = await ask(`SELECT DISTINCT a.country, b.asn, a.system
    FROM calls a JOIN calls b ON a.eventid = b.eventid WHERE a.country IS NULL`);

  expect(rows).toEqual([[null, null, SYSTEM]]);
});

it('may be counted by', async () => {
  const ask = await opened(async () => placeOf());

  const rows = await ask('SELECT asn, count(*) FROM calls WHERE asn = 64496 GROUP BY asn');

  expect(rows).toEqual([[64_496, 2]]);
});
