import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertsIn } from '../alerts/alerts.fixture.ts';
import { anEvent, smallLake } from '../run/lake.fixture.ts';
import { newPack, type Pack } from './packs.ts';
import { readRuleSet } from './rule-set.ts';

interface Wish {
  readonly author?: string;
  readonly level?: string;
  readonly name?: string;
  readonly more?: string;
}

function ruleText(selection: string, wish: Wish = {}): string {
  const { author = 'One', level = 'high', name = 'selection', more = '' } = wish;
  return `title: Rule of ${author}
id: shared
author: ${author}
license: Licence of ${author}
level: ${level}
logsource: {product: aws, service: cloudtrail}
detection: {${name}: ${selection}, condition: ${name}}
${more}`;
}

function correlationText(gte: number): string {
  return `title: Many
id: many
level: high
correlation: {type: event_count, rules: [shared], timespan: 10m, condition: {gte: ${gte}}}`;
}

/** Packs of one text each, named `one`, `two` and so on. */
function packsOf(...texts: readonly string[]): { readonly packs: readonly Pack[] } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-apart-'));
  const packs = texts.map((text, at) => {
    const path = join(folder, `${at}.yml`);
    writeFileSync(path, text);
    return newPack({ name: ['one', 'two', 'three'][at] ?? '', path });
  });
  return { packs, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

function listedOf(packs: readonly Pack[]) {
  return readRuleSet({ own: false, packs, placeholders: {}, off: [] }).listed;
}

/** Pack, id and what becomes of each rule. */
function usesOf(packs: readonly Pack[]) {
  return listedOf(packs).map(({ rule, use, why }) => [rule.pack, rule.id, why ?? use]);
}

const CREATED = '{eventName: CreateUser}';
const DELETED = '{eventName: DeleteUser}';

describe('rules of one id in two packs', () => {
  it('run once where they ask the same, whatever is written around it', () => {
    const copy = ruleText(CREATED, { author: 'Two', level: 'medium', name: 'sel' });
    using held = packsOf(ruleText(CREATED), copy);

    const uses = usesOf(held.packs);

    expect(uses).toEqual([
      ['one', 'shared', 'alerts'],
      ['two', 'shared', 'duplicate of one'],
    ]);
  });

  it('run both where they ask for something else, the later under its pack and id', () => {
    using held = packsOf(ruleText(CREATED), ruleText(DELETED), ruleText(DELETED));

    const uses = usesOf(held.packs);

    expect(uses).toEqual([
      ['one', 'shared', 'alerts'],
      ['two', 'two/shared', 'alerts'],
      ['three', 'two/shared', 'duplicate of two'],
    ]);
  });

  it('are not the same where their alerts are made in other ways', () => {
    const often = ruleText(CREATED, { more: 'trailglass: {threshold: {count: 5}}' });
    using held = packsOf(ruleText(CREATED), often);

    const uses = usesOf(held.packs);

    expect(uses.map(([, id]) => id)).toEqual(['shared', 'two/shared']);
  });

  it('leave the running to the later one where the first is off', () => {
    const low = ruleText(CREATED, { level: 'low' });
    using held = packsOf(low, ruleText(CREATED, { author: 'Two' }));

    const uses = usesOf(held.packs);

    expect(uses).toEqual([
      ['one', 'shared', 'below the level medium of its pack'],
      ['two', 'shared', 'alerts'],
    ]);
  });

  it('are read by the correlations of their own pack', () => {
    const documents = (selection: string) => `${ruleText(selection)}---\n${correlationText(2)}`;
    using held = packsOf(documents(CREATED), documents(DELETED));

    const found = listedOf(held.packs).map(({ rule, use }) => [
      ...[rule.id, use, rule.kind === 'correlation' ? rule.rules : []],
    ]);

    expect(found).toEqual([
      ['shared', 'counted', []],
      ['many', 'alerts', ['shared']],
      ['two/shared', 'counted', []],
      ['two/many', 'alerts', ['two/shared']],
    ]);
  });

  it('leave one correlation where what is read is the same too', () => {
    const documents = `${ruleText(CREATED)}---\n${correlationText(2)}`;
    using held = packsOf(documents, documents);

    const uses = usesOf(held.packs);

    expect(uses).toEqual([
      ['one', 'shared', 'counted'],
      ['one', 'many', 'alerts'],
      ['two', 'shared', 'duplicate of one'],
      ['two', 'many', 'duplicate of one'],
    ]);
  });

  it('have marks, alerts, authors and licences of their own', async () => {
    using held = packsOf(ruleText(CREATED), ruleText(DELETED, { author: 'Two' }));
    using lake = smallLake();
    const rules = listedOf(held.packs);
    await lake.deliver([anEvent('made', 60), anEvent('gone', 50, { eventName: 'DeleteUser' })]);
    await lake.detect(rules);
    lake.looked();

    const again = await lake.detect(rules);

    expect(again).toMatchObject({ rules: 2, matches: 0 });
    expect(lake.looked()).toEqual([]);
    lake.catalog((catalog) => {
      const shown = alertsIn(catalog).map((one) => [one.rule, one.count]);
      expect(shown).toEqual([
        ['shared', 1],
        ['two/shared', 1],
      ]);
      const facts = catalog.detections.rules().map((row) => JSON.parse(row.facts ?? '{}'));
      expect(facts).toMatchObject([
        { id: 'shared', author: 'One', license: 'Licence of One', pack: 'one' },
        { id: 'two/shared', author: 'Two', license: 'Licence of Two', pack: 'two' },
      ]);
    });
  });

  it('look back over everything when the second pack is added, and only then', async () => {
    using held = packsOf(ruleText(CREATED), ruleText(DELETED));
    using lake = smallLake();
    await lake.deliver([anEvent('made', 60), anEvent('gone', 50, { eventName: 'DeleteUser' })]);
    await lake.detect(listedOf(held.packs.slice(0, 1)));
    lake.looked();

    const summary = await lake.detect(listedOf(held.packs));

    expect(summary).toMatchObject({ matches: 1, alerts: { opened: 1 } });
    expect(lake.looked()).toEqual([undefined]);
  });
});
