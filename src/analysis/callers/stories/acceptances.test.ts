import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Acceptance,
  acceptedChanges,
  addAcceptance,
  type Reopening,
  readAcceptances,
} from './acceptances.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'trailglass-accepted-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function accept(story: string, ...events: readonly string[]): Acceptance {
  return { is: 'accepted', story, events, by: 'ben', at: 1, owner: 'platform', reason: 'a fix' };
}

function reopen(story: string): Reopening {
  return { is: 'reopened', story, by: 'ben', at: 2 };
}

describe('what is said of stories', () => {
  it('is read in the order in which it was said', () => {
    const said = [accept('s1', 'e1', 'e2'), reopen('s1'), accept('s2', 'e3')];

    for (const one of said) addAcceptance(home, one);

    expect(readAcceptances(home)).toEqual(said);
  });

  it('is nothing in the beginning', () => {
    expect(readAcceptances(home)).toEqual([]);
  });

  it('loses only what a writer began that died', () => {
    const file = join(home, 'accepted.ndjson');
    addAcceptance(home, accept('s1', 'e1'));
    appendFileSync(file, '{"is":"accepted","story":"s2","rea');

    const before = readAcceptances(home);
    addAcceptance(home, accept('s3', 'é3'));

    expect(before).toEqual([accept('s1', 'e1')]);
    expect(readAcceptances(home)).toEqual([accept('s1', 'e1'), accept('s3', 'é3')]);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('is refused where it cannot be understood', () => {
    writeFileSync(join(home, 'accepted.ndjson'), '{"is":"forgotten"}\n');

    expect(() => readAcceptances(home)).toThrow(/accepted\.ndjson, line 1/);
  });
});

describe('accepted changes', () => {
  it.each([
    [[accept('s1', 'e1', 'e2')], ['e1', 'e2']],
    [[accept('s1', 'e1'), accept('s2', 'e2'), reopen('s1')], ['e2']],
    [[accept('s1', 'e1'), reopen('s1'), accept('s1', 'e1')], ['e1']],
    [
      [accept('s1', 'e1'), accept('s1', 'e2')],
      ['e1', 'e2'],
    ],
    [[reopen('s1')], []],
  ])('%j are %j', (log, events) => {
    expect([...acceptedChanges(log).keys()]).toEqual(events);
  });
});
