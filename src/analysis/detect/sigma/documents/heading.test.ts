import { describe, expect, it } from 'vitest';
import { readText, ruleOf } from '../reading.fixture.ts';

const DETECTION = 'sel: {f: a}\ncondition: sel';

function readHeading(lines: string) {
  const text = `${lines}\nlogsource: {product: aws}\ndetection: {sel: {f: a}, condition: sel}\n`;
  const { rules, refused } = readText(text);
  return rules[0] ?? refused[0];
}

describe('a heading', () => {
  it('has what the author wrote', () => {
    const heading = readHeading(`title: A title
id: 5b5bd1d1-7a15-4b0b-9d3c-111111111111
name: a_name
status: Test
description: |
  Two
  lines
license: MIT
author: A. Uthor
references: [https://example.com/a, https://example.com/b]
date: 2024/01/02
modified: 2024-02-03
tags: [attack.T1078, ATTACK.persistence]
fields: [userAgent]
falsepositives: One text
level: HIGH`);

    expect(heading).toMatchObject({
      title: 'A title',
      id: '5b5bd1d1-7a15-4b0b-9d3c-111111111111',
      hasOwnId: true,
      name: 'a_name',
      status: 'test',
      description: 'Two\nlines',
      license: 'MIT',
      author: 'A. Uthor',
      references: ['https://example.com/a', 'https://example.com/b'],
      date: '2024-01-02',
      modified: '2024-02-03',
      tags: ['attack.t1078', 'attack.persistence'],
      fields: ['userAgent'],
      falsepositives: ['One text'],
      level: 'high',
      hasOwnLevel: true,
      place: { file: 'a.yml', document: 1, line: 1 },
      warnings: [],
    });
  });

  it('bears what is empty', () => {
    const heading = readHeading(
      'title: A title\nlevel: low\nid:\nreferences:\nfalsepositives:\ntags:\nauthor:\ndate:',
    );

    expect(heading).toMatchObject({ references: [], falsepositives: [], tags: [], warnings: [] });
    expect(heading).not.toHaveProperty('author');
    expect(heading).not.toHaveProperty('date');
  });

  it.each([
    ['title: A title', 'It has no level: medium is used.'],
    ['title: A title\nlevel: hgh', 'The level hgh is not known. Did you mean high?'],
    ['title: A title\nlevel: low\nstatus: new', 'The status new is not known.'],
    ['title: A title\nlevel: low\ndate: soon', 'The date soon is no date.'],
    [`title: ${'a'.repeat(257)}\nlevel: low`, 'The title has more than 256 characters.'],
  ])('warns of %j', (lines, warning) => {
    expect(readHeading(lines)).toMatchObject({ warnings: expect.arrayContaining([warning]) });
  });

  it('is medium without a level', () => {
    expect(readHeading('title: A title')).toMatchObject({ level: 'medium', hasOwnLevel: false });
  });

  it.each([
    ['id: 1', 'The title is missing.'],
    ["title: ' '", 'The title is missing.'],
    ['title: [a]', 'title is no text.'],
    ['title: A title\ntags: {a: 1}', 'tags is neither a text nor a list.'],
  ])('refuses %j', (lines, reason) => {
    expect(readHeading(lines)).toMatchObject({ reason });
  });

  it('makes an id of file and title where there is none, the same every time', () => {
    const ids = ['a', 'b'].map(
      (f) => readText(ruleOf(`sel: {f: ${f}}\ncondition: sel`)).rules[0]?.id,
    );
    const other = readText(ruleOf(DETECTION).replace('A rule', 'Another')).rules[0];

    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(other?.id).not.toBe(ids[0]);
    expect(other?.hasOwnId).toBe(false);
  });
});
