import { expect, it } from 'vitest';
import type { Identity } from '../../analysis/callers/index.ts';
import { screen } from '../terminal/output.fixture.ts';
import { claimLines, terminalLines } from './identity-terminals.ts';

const OPERATOR = 'arn:aws:sts::111122223333:assumed-role/operator/x';
const AT = Date.UTC(2026, 5, 3, 12) * 1000;
const IDENTITY: Identity = {
  asked: { is: 'key', value: 'ASIA1' },
  own: { credentials: { accessKeyId: 'ASIA1' } },
  chain: { hops: [], joins: [], actor: 'ASIA1', end: 'lost', isBroken: true },
  ...{ traces: [], next: [], others: 0, actors: [], claimedActor: 'ada' },
  terminals: [
    {
      ...{ id: '1cfc2269cf1f', first: AT, last: AT + 60_000_000 },
      others: [
        {
          credentials: { arn: OPERATOR },
          ...{ calls: 2, first: AT, last: AT },
          chain: { hops: [], joins: [], actor: 'ada', end: 'signed in' },
        },
      ],
    },
  ],
};

it('what shared a terminal is told as a claim', () => {
  const { out } = screen(120);

  const lines = [...claimLines(IDENTITY, out), ...terminalLines(IDENTITY, out)];

  expect(lines).toEqual([
    '  perhaps ada: used in the same terminal, as the AWS CLI claims',
    '',
    'In the same terminal, as the AWS CLI claims (sid 1cfc2269cf1f), 2026-06-03 12:00:00 to 12:01:00',
    '  operator in 111122223333 as x: 2 calls, of ada',
  ]);
});

it('nothing is told of who used none', () => {
  const { claimedActor: _, ...identity } = { ...IDENTITY, terminals: [] };
  const { out } = screen();

  expect([...claimLines(identity, out), ...terminalLines(identity, out)]).toEqual([]);
});
