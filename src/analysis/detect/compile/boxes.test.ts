import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRuleOf } from '../sigma/reading.fixture.ts';
import { namesOf } from './boxes.ts';
import { anyEvent, anyTree, judge } from './judge.fixture.ts';
import type { Known } from './known.ts';

/** The names of a detection, each with its source; undefined where it has none. */
function namesIn(detection: string): readonly string[] | undefined {
  const names = namesOf(readRuleOf(detection).condition);
  return names?.map(({ name, source }) =>
    [name, ...(source === undefined ? [] : [source])].join(' of '),
  );
}

describe('the names that a condition can hold for', () => {
  it('are those of the selection, in lower case, each with the source beside it', () => {
    const names = namesIn(`
selection:
  eventSource: IAM.amazonaws.com
  eventName: [CreateUser, DeleteUser]
condition: selection`);

    expect(names).toEqual(['createuser of iam.amazonaws.com', 'deleteuser of iam.amazonaws.com']);
  });

  it('have no source where none is named', () => {
    const names = namesIn(`
selection: {eventName: CreateUser, errorCode: AccessDenied}
condition: selection`);

    expect(names).toEqual(['createuser']);
  });

  it('are those of every branch of an or', () => {
    const names = namesIn(`
one: {eventName: CreateUser}
two: {eventName: PutObject, eventSource: s3.amazonaws.com}
condition: one or two`);

    expect(names).toEqual(['createuser', 'putobject of s3.amazonaws.com']);
  });

  it('are unknown where one branch of an or has none', () => {
    const names = namesIn(`
one: {eventName: CreateUser}
two: {errorCode: AccessDenied}
condition: one or two`);

    expect(names).toBeUndefined();
  });

  it('are what all terms of an and allow', () => {
    const names = namesIn(`
one: {eventName: [CreateUser, DeleteUser]}
two: {eventName: [DeleteUser, GetUser]}
condition: one and two`);

    expect(names).toEqual(['deleteuser']);
  });

  it('are none where the terms of an and exclude each other', () => {
    const names = namesIn(`
one: {eventName: CreateUser}
two: {eventName: DeleteUser}
condition: one and two`);

    expect(names).toEqual([]);
  });

  it('are not narrowed by what is negated', () => {
    const names = namesIn(`
selection: {eventName: [CreateUser, DeleteUser]}
filter: {eventName: DeleteUser}
condition: selection and not filter`);

    expect(names).toEqual(['createuser', 'deleteuser']);
  });

  it.each([
    ['a wildcard', '{eventName: Create*}'],
    ['a part of the name', '{eventName|contains: Create}'],
    ['a regular expression', '{eventName|re: ^Create}'],
    ['another value than the named', '{eventName|neq: CreateUser}'],
    ['no name', '{eventName: null}'],
    ['any name', '{eventName|exists: true}'],
    ['letters beyond ASCII, which an engine folds by rules of its own', '{eventName: Größe}'],
    ['a source alone', '{eventSource: iam.amazonaws.com}'],
  ])('are unknown of a selection with %s', (_, selection) => {
    const names = namesIn(`selection: ${selection}\ncondition: selection`);

    expect(names).toBeUndefined();
  });

  it('hold a name once, without sources, where it also stands for every source', () => {
    const names = namesIn(`
one: {eventName: CreateUser, eventSource: iam.amazonaws.com}
two: {eventName: CREATEUSER, errorCode: AccessDenied}
condition: one or two`);

    expect(names).toEqual(['createuser']);
  });

  it('are given up where they would be too many for an index', () => {
    const many = Array.from({ length: 501 }, (_, at) => `Call${at}`).join(', ');

    const names = namesIn(`
one: {eventName: [${many}]}
two: {eventName: Other}
condition: one or two`);

    expect(names).toBeUndefined();
  });

  it('leave out no event for which the condition holds, and hold each event once', () => {
    const property = fc.property(anyTree, anyEvent, (tree, event) => {
      const names = namesOf(tree);
      const places = names?.filter(
        ({ name, source }: Known) =>
          name === event.eventname?.toLowerCase() &&
          (source === undefined || source === event.eventsource?.toLowerCase()),
      );

      if (places === undefined) return;
      expect(places.length).toBeLessThanOrEqual(1);
      if (judge(tree, event)) expect(places).toHaveLength(1);
    });

    fc.assert(property, { numRuns: 3000, seed: 1 });
  });
});
