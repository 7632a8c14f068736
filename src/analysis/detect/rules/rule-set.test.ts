import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../base/errors/index.ts';
import { newPack, type Pack } from './packs.ts';
import { type RuleSources, readRuleSet } from './rule-set.ts';

/** A folder with one file of rules; `using` removes it. */
function temporaryPack(
  text: string,
  wish: Partial<Pack> = {},
): { readonly pack: Pack } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'trailglass-pack-'));
  writeFileSync(join(path, 'rules.yml'), text);
  return {
    pack: newPack({ name: 'theirs', path, ...wish }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

function rule(id: string, level: string, more = ''): string {
  return `title: Rule ${id}
id: ${id}
level: ${level}
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: CreateUser}, condition: selection}
${more}`;
}

function correlation(id: string, level: string, rules: string, more = ''): string {
  return `title: Correlation ${id}
id: ${id}
level: ${level}
correlation:
  type: event_count
  rules: [${rules}]
  timespan: 10m
  condition: {gte: 2}
  ${more}`;
}

const documents = (...list: readonly string[]) => list.join('\n---\n');

/** What becomes of each rule. */
function usesOf(packs: readonly Pack[], change: Partial<RuleSources> = {}) {
  const { listed } = readRuleSet({ own: false, packs, placeholders: {}, off: [], ...change });
  return Object.fromEntries(listed.map(({ rule: { id }, use }) => [id, use]));
}

const LEVELS = documents(
  ...['informational', 'low', 'medium', 'high', 'critical'].map((level) => rule(level, level)),
);

describe('rules of a pack', () => {
  it('raise alerts from the medium level upwards', () => {
    using theirs = temporaryPack(LEVELS);

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({
      ...{ informational: 'off', low: 'off' },
      ...{ medium: 'alerts', high: 'alerts', critical: 'alerts' },
    });
  });

  it('raise alerts from the level upwards that the pack says', () => {
    using theirs = temporaryPack(LEVELS, { level: 'high' });

    const uses = usesOf([theirs.pack]);

    expect(uses).toMatchObject({ medium: 'off', high: 'alerts', critical: 'alerts' });
  });

  it('are off one by one, and say why', () => {
    using theirs = temporaryPack(LEVELS, { off: ['high'] });

    const { listed } = readRuleSet({
      ...{ own: false, packs: [theirs.pack], placeholders: {}, off: ['critical'] },
    });

    const whys = listed.map(({ rule: { id }, why }) => [id, why]);
    expect(Object.fromEntries(whys)).toEqual({
      informational: 'below the level medium of its pack',
      low: 'below the level medium of its pack',
      medium: undefined,
      high: 'switched off in its pack',
      critical: 'switched off in the configuration',
    });
  });

  it('are used whatever their level where the pack says theirs, and have that one', () => {
    using theirs = temporaryPack(LEVELS, { level: 'high', levels: { low: 'medium' } });

    const { listed } = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    const found = listed.find(({ rule: { id } }) => id === 'low');
    expect(found).toMatchObject({ use: 'alerts', rule: { level: 'medium' } });
    expect(listed.find(({ rule: { id } }) => id === 'informational')?.use).toBe('off');
  });

  it.each(['deprecated', 'unsupported'])('are off where their status is %s', (status) => {
    using theirs = temporaryPack(rule('old', 'high', `status: ${status}`));

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ old: 'off' });
  });

  it('know the pack that they are from', () => {
    using theirs = temporaryPack(rule('one', 'high'));

    const { listed } = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    expect(listed.map(({ rule: { pack } }) => pack)).toEqual(['theirs']);
  });

  it('that cannot be used are told of', () => {
    using theirs = temporaryPack(documents(rule('one', 'high'), 'title: Nothing else'));

    const set = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    expect([set.listed.length, set.refused.map(({ title }) => title)]).toEqual([
      1,
      ['Nothing else'],
    ]);
  });

  it('whose folder is gone are missed', () => {
    const pack = newPack({ name: 'gone', path: join(tmpdir(), 'trailglass-no-such-folder') });

    const read = () => usesOf([pack]);

    expect(read).toThrow(AppError);
  });
});

describe('a public rule that is known to be wrong', () => {
  // It asks for the field `status`, which no event has.
  const id = 'ccd6a6c8-bb4e-4a91-9d2a-07e632819374';
  const text = rule(id, 'high');

  it('is off, and says what is wrong', () => {
    using theirs = temporaryPack(text);

    const { listed } = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    const [found] = listed;
    expect(found).toMatchObject({ use: 'off' });
    expect(found?.why).toBe(found?.fault);
    expect(found?.fault).not.toBe('');
  });

  it('is used where the pack says its level, with the fault beside it', () => {
    using theirs = temporaryPack(text, { levels: { [id]: 'low' } });

    const { listed } = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    expect(listed[0]).toMatchObject({ use: 'alerts', fault: expect.any(String) });
  });
});

describe('a public rule that is known to be noisy', () => {
  it('has the level that it should have', () => {
    // An alert an hour for every actor with a wrong policy.
    const id = '4a6b8c0d-2e3f-5a7b-9c1d-3e4f5a6b7c8d';
    using theirs = temporaryPack(rule(id, 'high'));

    const { listed } = readRuleSet({ own: false, packs: [theirs.pack], placeholders: {}, off: [] });

    expect(listed[0]).toMatchObject({ use: 'off', rule: { level: 'low' } });
  });
});

describe('rules that a correlation reads', () => {
  it('are counted, and raise no alerts of their own', () => {
    using theirs = temporaryPack(
      documents(rule('base', 'high'), correlation('many', 'high', 'base')),
    );

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ base: 'counted', many: 'alerts' });
  });

  it('raise their own too where the correlation generates them', () => {
    using theirs = temporaryPack(
      documents(rule('base', 'high'), correlation('many', 'high', 'base', 'generate: true')),
    );

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ base: 'alerts', many: 'alerts' });
  });

  it('are counted below the level of the pack, and raise nothing there', () => {
    using theirs = temporaryPack(
      documents(rule('base', 'low'), correlation('many', 'high', 'base', 'generate: true')),
    );

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ base: 'counted', many: 'alerts' });
  });

  it('are off where the correlation is', () => {
    using theirs = temporaryPack(
      documents(rule('base', 'low'), correlation('many', 'low', 'base')),
    );

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ base: 'off', many: 'off' });
  });

  it('raise their own alerts where the correlation is off', () => {
    using theirs = temporaryPack(
      documents(rule('base', 'high'), correlation('many', 'high', 'base')),
    );

    const uses = usesOf([theirs.pack], { off: ['many'] });

    expect(uses).toEqual({ base: 'alerts', many: 'off' });
  });

  it('are counted through correlations that only others read', () => {
    using theirs = temporaryPack(
      documents(
        rule('base', 'low'),
        correlation('inner', 'low', 'base'),
        correlation('outer', 'high', 'inner'),
      ),
    );

    const uses = usesOf([theirs.pack]);

    expect(uses).toEqual({ base: 'counted', inner: 'counted', outer: 'alerts' });
  });
});

describe('rules of our own', () => {
  it('are used without a pack, those that name a list once the list is there', () => {
    const folder = new URL('../../../../detections/', import.meta.url);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => file.endsWith('.yml'))
      .map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/%(\w+)%/g)].map(([, name = '']) => name),
    );
    const placeholders = Object.fromEntries(names.map((name) => [name, ['one']]));

    const set = readRuleSet({ own: true, packs: [], placeholders, off: [] });

    expect(names).toContain('OrgAccounts');
    expect(set.refused).toEqual([]);
    expect(set.listed.some(({ use }) => use === 'alerts')).toBe(true);
  });

  it('are there for hunting and counting where they are informational', () => {
    const { listed } = readRuleSet({ own: true, packs: [], placeholders: {}, off: [] });

    const told = listed.filter(({ rule: { level } }) => level === 'informational');

    expect(told.filter(({ use }) => use === 'alerts')).toEqual([]);
  });

  it('are left out where the configuration does without them', () => {
    const uses = usesOf([]);

    expect(uses).toEqual({});
  });
});
