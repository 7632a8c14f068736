import { describe, expect, it } from 'vitest';
import { readRuleOf } from '../sigma/reading.fixture.ts';
import { fieldsOf, usesCalls, usesOwnFields } from './uses.ts';

function conditionIn(detection: string) {
  return readRuleOf(detection).condition;
}

const OF_RECORDS = conditionIn(`
selection: {eventName: CreateUser, requestParameters.userName: "a*"}
filter: {userIdentity.arn|fieldref: requestParameters.arn}
condition: selection and not filter`);

const OF_CALLS = conditionIn(
  'selection: {eventName: CreateUser, system: terraform}\ncondition: selection',
);

const OF_POLICIES = conditionIn('selection: {policy.isPublic: "true"}\ncondition: selection');

describe('the fields of a condition', () => {
  it('are those on both sides of a comparison, as they are written', () => {
    const fields = fieldsOf(OF_RECORDS);

    expect(fields.toSorted()).toEqual([
      'eventName',
      'requestParameters.arn',
      'requestParameters.userName',
      'userIdentity.arn',
    ]);
  });

  it('are none of keywords', () => {
    const fields = fieldsOf(conditionIn('keywords: [secret]\ncondition: keywords'));

    expect(fields).toEqual([]);
  });

  it('ask who is behind a call, or do not', () => {
    const answers = [OF_CALLS, OF_RECORDS, OF_POLICIES].map(usesCalls);

    expect(answers).toEqual([true, false, false]);
  });

  it('are our own, or known to every tool', () => {
    const answers = [OF_CALLS, OF_RECORDS, OF_POLICIES].map(usesOwnFields);

    expect(answers).toEqual([true, false, true]);
  });

  it('are ours as we write them, and only so', () => {
    const tree = conditionIn('selection: {System: terraform}\ncondition: selection');

    expect(usesCalls(tree)).toBe(false);
  });
});
