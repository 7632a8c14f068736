import type { Tree, Value } from '../sigma/model.ts';
import { CALLS_FIELDS, isOwnField } from './own-fields.ts';

/** The fields that a condition names, as written. */
export function fieldsOf(tree: Tree): readonly string[] {
  switch (tree.is) {
    case 'item':
      return [
        ...(tree.field === undefined ? [] : [tree.field]),
        ...tree.values.flatMap(otherFields),
      ];
    case 'not':
    case 'selection':
      return fieldsOf(tree.of);
    default:
      return tree.of.flatMap(fieldsOf);
  }
}

function otherFields(value: Value): readonly string[] {
  if (value.is === 'any' || value.is === 'other') return value.of.flatMap(otherFields);
  return value.is === 'field' ? [value.field] : [];
}

/** Whether a condition asks who is behind a call. */
export function usesCalls(tree: Tree): boolean {
  return fieldsOf(tree).some((name) => CALLS_FIELDS.has(name));
}

/** Whether a condition names fields that only Trailglass knows. */
export function usesOwnFields(tree: Tree): boolean {
  return fieldsOf(tree).some(isOwnField);
}
