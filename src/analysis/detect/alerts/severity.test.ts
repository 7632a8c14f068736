import { describe, expect, it } from 'vitest';
import type { Level } from '../sigma/model.ts';
import { type SeveritySettings, scoreOf, severityOf } from './severity.ts';

const PLAIN: SeveritySettings = { nonProduction: ['222233334444'], rules: {} };
const ROOT = 'arn:aws:iam::111122223333:root';

interface Wish {
  readonly level?: Level;
  readonly account?: string;
  readonly principal?: string;
  readonly settings?: Partial<SeveritySettings>;
}

function rated({ level = 'medium', account = '111122223333', principal = 'a', settings }: Wish) {
  const rule = { id: 'rule-1', level, pack: 'aws' };
  return severityOf({ rule, account, principal }, { ...PLAIN, ...settings });
}

describe('severityOf', () => {
  it('is the level of the rule, without a reason', () => {
    expect(rated({})).toEqual({ severity: 'medium' });
  });

  it.each<[string, Wish, Level, string]>([
    [
      'falls by one in an account that is no production',
      { account: '222233334444' },
      'low',
      'account 222233334444 is no production: low',
    ],
    ['rises by one for root', { principal: ROOT }, 'high', 'root did it: high'],
    [
      'rises for the root of another partition',
      { principal: 'arn:aws-cn:iam::111122223333:root' },
      'high',
      'root did it: high',
    ],
    [
      'is what the pack has',
      { settings: { packs: { aws: { level: 'low' } } } },
      'low',
      'set for pack aws: low',
    ],
    [
      'is what the rule has, before the pack',
      { settings: { packs: { aws: { level: 'low' } }, rules: { 'rule-1': 'critical' } } },
      'critical',
      'set for pack aws: low; set for this rule: critical',
    ],
    [
      'is not below the floor of its pack, whatever the rule has',
      { settings: { packs: { aws: { floor: 'high' } }, rules: { 'rule-1': 'low' } } },
      'high',
      'set for this rule: low; no lower is allowed for pack aws: high',
    ],
    [
      'is not above the ceiling of its pack',
      { level: 'critical', settings: { packs: { aws: { ceiling: 'medium' }, other: {} } } },
      'medium',
      'no higher is allowed for pack aws: medium',
    ],
    [
      'is bounded by all packs after its own',
      { level: 'high', settings: { packs: { aws: { floor: 'critical' } }, ceiling: 'medium' } },
      'medium',
      'no lower is allowed for pack aws: critical; no higher is allowed: medium',
    ],
    [
      'takes each step from where the one before it left it',
      {
        ...{ level: 'low', account: '222233334444', principal: ROOT },
        settings: { packs: { aws: { level: 'high', ceiling: 'medium' } } },
      },
      'medium',
      'account 222233334444 is no production: informational; root did it: low; set for pack aws: high; no higher is allowed for pack aws: medium',
    ],
    [
      'is not below the floor',
      { level: 'informational', settings: { floor: 'low' } },
      'low',
      'no lower is allowed: low',
    ],
    [
      'is not above the ceiling',
      { level: 'critical', settings: { ceiling: 'high' } },
      'high',
      'no higher is allowed: high',
    ],
  ])('%s', (_, wish, severity, severityReason) => {
    expect(rated(wish)).toEqual({ severity, severityReason });
  });

  it('stays at either end, and says nothing of a step that moved nothing', () => {
    expect(rated({ level: 'critical', principal: ROOT })).toEqual({ severity: 'critical' });
    expect(rated({ level: 'informational', account: '222233334444' })).toEqual({
      severity: 'informational',
    });
  });

  it('takes nothing from names that every object has', () => {
    const rule = { id: 'constructor', level: 'low', pack: 'toString' } as const;
    const settings = { ...PLAIN, packs: {} };

    expect(severityOf({ rule, account: null, principal: null }, settings)).toEqual({
      severity: 'low',
    });
  });
});

it('scores levels', () => {
  const levels: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical'];

  expect(levels.map(scoreOf)).toEqual([1, 21, 47, 73, 99]);
});
