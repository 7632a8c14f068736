import { describe, expect, it } from 'vitest';
import { fillIn } from './fill.ts';
import { queryOf } from './saved.ts';

const QUERY = queryOf(
  'busy',
  [
    '-- parameter: account account The account.',
    '-- parameter: least integer = 10 Fewest calls.',
    "SELECT ':least' WHERE a = :account AND n >= :least",
  ].join('\n'),
  { origin: 'home', file: 'q.sql', hides: [] },
);
const ACCOUNT = '111122223333';

describe('fillIn', () => {
  it('puts typed literals, given ones before defaults', () => {
    const text = fillIn(QUERY, { account: ACCOUNT });
    const other = fillIn(QUERY, { account: ACCOUNT, least: '3' });

    expect(text).toBe(`SELECT ':least' WHERE a = '${ACCOUNT}' AND n >= 10`);
    expect(other).toContain('n >= 3');
  });

  it.each([
    [{}, 'busy needs a value for account: The account.', 'Add --param account=111122223333.'],
    [
      { account: ACCOUNT, least: 'ten' },
      'busy: least is "ten", which is not a whole number.',
      'Write it like --param least=100.',
    ],
    [
      { acount: ACCOUNT },
      'busy has no parameter "acount". Did you mean account?',
      'It takes account, least.',
    ],
  ])('says what is wrong with %j', (values, message, hint) => {
    expect(() => fillIn(QUERY, values)).toThrow(
      expect.objectContaining({ code: 'TG_CLI_USAGE', message, hint }),
    );
  });
});
