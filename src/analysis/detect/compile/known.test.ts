import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tree } from '../sigma/model.ts';
import { readRuleOf } from '../sigma/reading.fixture.ts';
import { anyEvent, anyTree, judge, type SmallEvent } from './judge.fixture.ts';
import { type Known, residualOf } from './known.ts';

const CREATE_USER: Known = { name: 'createuser', source: 'iam.amazonaws.com' };

function residual(detection: string, known: Known = CREATE_USER) {
  return residualOf(readRuleOf(detection).condition, known);
}

/** The keys of the items that are left. */
function keysIn(tree: Tree | boolean): readonly string[] {
  if (typeof tree === 'boolean') return [String(tree)];
  switch (tree.is) {
    case 'item':
      return [tree.key];
    case 'not':
    case 'selection':
      return keysIn(tree.of);
    default:
      return tree.of.flatMap(keysIn);
  }
}

describe('what a condition still asks of events of one name and source', () => {
  it('is nothing where it asks for no more', () => {
    const left = residual(`
selection: {eventName: CreateUser, eventSource: iam.amazonaws.com}
condition: selection`);

    expect(left).toBe(true);
  });

  it('is false where the name cannot be it', () => {
    const left = residual(`
selection: {eventName: DeleteUser, errorCode: AccessDenied}
condition: selection`);

    expect(left).toBe(false);
  });

  it('is what asks for other fields', () => {
    const left = residual(`
selection: {eventName: CreateUser, errorCode: AccessDenied}
condition: selection`);

    expect(keysIn(left)).toEqual(['errorCode']);
  });

  it('keeps the source where only the name is known', () => {
    const left = residual(
      `
selection: {eventName: CreateUser, eventSource: iam.amazonaws.com}
condition: selection`,
      { name: 'createuser' },
    );

    expect(keysIn(left)).toEqual(['eventSource']);
  });

  it.each([
    ['{eventName: Create*}', true],
    ['{eventName|contains: "user"}', true],
    ['{eventName: "Create?ser"}', true],
    ['{eventName: "Create?User"}', false],
    ['{eventName|endswith: Role}', false],
    ['{eventName|neq: CreateUser}', false],
    ['{eventName: null}', false],
    ['{eventName|exists: true}', true],
    ['{eventName|exists: false}', false],
    ['{eventName|contains|all: [create, user]}', true],
    ['{eventName|contains|all: [create, role]}', false],
  ])('settles %s: %s', (selection, expected) => {
    const left = residual(`selection: ${selection}\ncondition: selection`);

    expect(left).toBe(expected);
  });

  it('leaves it to the engine whether the case is right', () => {
    const left = residual('selection: {eventName|cased: CreateUser}\ncondition: selection');

    expect(keysIn(left)).toEqual(['eventName|cased']);
  });

  it('leaves regular expressions to the engine', () => {
    const left = residual('selection: {eventName|re: ^Create}\ncondition: selection');

    expect(keysIn(left)).toEqual(['eventName|re']);
  });

  it('drops a filter that cannot apply', () => {
    const left = residual(`
selection: {eventName: CreateUser}
filter: {eventName: DeleteUser, errorCode: AccessDenied}
condition: selection and not filter`);

    expect(left).toBe(true);
  });

  it('holds for an event of that name and source exactly where the whole condition does', () => {
    const named = anyEvent.filter(({ eventname }) => eventname !== undefined);
    const property = fc.property(anyTree, named, fc.boolean(), (tree, event, knowsSource) => {
      const left = residualOf(tree, knownOf(event, knowsSource));
      const answer = typeof left === 'boolean' ? left : judge(left, event);

      expect(answer).toBe(judge(tree, event));
    });

    fc.assert(property, { numRuns: 3000, seed: 1 });
  });
});

function knownOf({ eventname = '', eventsource }: SmallEvent, knowsSource: boolean): Known {
  const source = knowsSource ? eventsource?.toLowerCase() : undefined;
  return { name: eventname.toLowerCase(), source };
}
