import { describe, expect, it } from 'vitest';
import { apart } from './apart.ts';
import { examplesSchema, recordsOf } from './examples.ts';

const EVENT = { eventName: 'GetSecretValue', eventTime: '2026-11-20T09:00:00Z' };

function parsed(events: readonly unknown[]) {
  const { sequences } = examplesSchema.parse({ sequences: [{ name: 's', fires: true, events }] });
  return sequences[0] ?? { name: '', fires: false, events: [] };
}

describe('examples of a rule', () => {
  it('repeat an event with its own time and the number of the copy', () => {
    const vary = { 'requestParameters.secretId': 'secret-{n}' };

    const records = recordsOf(parsed([{ event: EVENT, times: 2, every: 60, vary }, EVENT]));

    expect(records).toEqual([
      { ...EVENT, requestParameters: { secretId: 'secret-0' } },
      {
        ...EVENT,
        eventTime: '2026-11-20T09:01:00Z',
        requestParameters: { secretId: 'secret-1' },
      },
      EVENT,
    ]);
  });

  it('keep a record that has a key named event', () => {
    const record = { ...EVENT, event: 'x' };

    expect(recordsOf(parsed([record]))).toEqual([record]);
  });

  it('are refused with a key that is not known', () => {
    expect(examplesSchema.safeParse({ matches: [] }).success).toBe(false);
  });
});

describe('facts that records state of themselves', () => {
  const at = (address: string, facts: object) => ({
    sourceIPAddress: address,
    trailglass: facts,
    userIdentity: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
  });

  it('leave records alone that do not contradict each other', () => {
    const records = [at('198.51.100.1', { asn: 1 }), at('198.51.100.2', { asn: 2 })];

    expect(apart(records)).toEqual(records);
  });

  it('give an address in two places, and a key of two actors, names of their own', () => {
    const records = [
      at('198.51.100.1', { asn: 1, actor: 'alice' }),
      at('198.51.100.1', { asn: 2, actor: 'carol' }),
      at('198.51.100.1', { asn: 2, actor: 'carol' }),
    ];

    const [one, two, three] = apart(records);

    expect(one).toEqual(records[0]);
    expect(two?.sourceIPAddress).not.toBe('198.51.100.1');
    expect(two?.userIdentity).not.toEqual(records[0]?.userIdentity);
    expect(three).toEqual(two);
  });
});
