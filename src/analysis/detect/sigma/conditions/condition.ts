import type { Tree } from '../model.ts';
import { Fault } from '../yaml/fault.ts';
import { hint } from '../yaml/keys.ts';
import { type Expression, parseExpression } from './expression.ts';
import { joined } from './selection.ts';

/** Selections by name, in the author's order. */
export type Selections = ReadonlyMap<string, Tree>;

export interface Condition {
  readonly tree: Tree;
  /** The names of the selections that it reaches. */
  readonly names: ReadonlySet<string>;
}

/**
 * Puts selections in the place of their names.
 * @throws Fault for a name or a pattern that no selection has
 */
export function readCondition(text: string, line: number, selections: Selections): Condition {
  const names = new Set<string>();
  const resolve = (expression: Expression): Tree => {
    switch (expression.is) {
      case 'name':
        return named(expression.name);
      case 'not':
        return { is: 'not', of: resolve(expression.of) };
      case 'some': {
        const found = matching(expression.pattern, selections).map(named);
        const none = () =>
          new Fault(`No selection has a name like ${expression.pattern} of the condition.`, line);
        return joined(expression.every ? 'and' : 'or', found, none);
      }
      case 'and':
      case 'or':
        return { is: expression.is, of: expression.of.map(resolve) };
      default:
        return expression satisfies never;
    }
  };
  const named = (name: string): Tree => {
    names.add(name);
    return selectionOf(name, line, selections);
  };
  return { tree: resolve(parseExpression(text, line)), names };
}

/**
 * A selection under its name.
 * @throws Fault where there is none
 */
export function selectionOf(name: string, line: number, selections: Selections): Tree {
  const of = selections.get(name);
  if (of) return { is: 'selection', name, of };
  throw new Fault(`There is no selection ${name}.${hint(name, [...selections.keys()])}`, line);
}

/** `them` are all; names that begin with `_` answer only to patterns that do. */
function matching(pattern: string, selections: Selections): readonly string[] {
  const isThem = pattern.toLowerCase() === 'them';
  return [...selections.keys()].filter((name) => {
    if (name.startsWith('_') && !pattern.startsWith('_')) return false;
    return isThem || isLike(name, pattern);
  });
}

/** `*` stands for anything, anywhere in the pattern. */
function isLike(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return name === pattern;
  if (!name.startsWith(start) || !name.endsWith(end)) return false;
  let at = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= name.length - end.length;
}
