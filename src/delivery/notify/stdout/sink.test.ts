import { expect, it } from 'vitest';
import { alertNotice, order } from '../message.fixture.ts';
import { testedSink } from '../tools.fixture.ts';

it('standard output gets one object a line', async () => {
  const written: string[] = [];
  const sink = testedSink({ type: 'stdout' }, { written });

  const outcome = await sink.send(alertNotice({ alert: { actor: 'line\nbreak' } }), order());

  const [line = ''] = written;
  expect(outcome).toEqual({ is: 'done' });
  expect(line.indexOf('\n')).toBe(line.length - 1);
  expect(JSON.parse(line)).toMatchObject({ type: 'alert.opened' });
});
