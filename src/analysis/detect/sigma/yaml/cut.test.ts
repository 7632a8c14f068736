import { describe, expect, it } from 'vitest';
import { cutDocuments } from './cut.ts';

describe('cutting a file', () => {
  it('gives each document with its first line', () => {
    const pieces = cutDocuments('a: 1\n---\nb: 2\n---\n\nc: 3\n');

    expect(pieces.map(({ text, line }) => [text.trim(), line])).toEqual([
      ['a: 1', 1],
      ['---\nb: 2', 2],
      ['---\n\nc: 3', 4],
    ]);
  });

  it('counts no document of comments, directives and markers', () => {
    const pieces = cutDocuments('# about\n%YAML 1.1\n---\na: 1\n...\n---\n# nothing\n---\n');

    expect(pieces).toHaveLength(1);
  });

  it('ends a document even within a text that is not closed', () => {
    const pieces = cutDocuments('a: "open\n---\nb: 2\n');

    expect(pieces.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('keeps what only looks like a marker', () => {
    const pieces = cutDocuments('a: |\n  ---\n  b\n---c: 1\n');

    expect(pieces).toHaveLength(1);
  });

  it('takes a byte order mark, line feeds and carriage returns', () => {
    const pieces = cutDocuments('\uFEFFa: 1\r\n---\r\nb: 2\r');

    expect(pieces.map(({ text, line }) => [text.trim(), line])).toEqual([
      ['a: 1', 1],
      ['---\nb: 2', 2],
    ]);
  });
});
