import type { Expression } from '../../src/analysis/detect/sigma/conditions/expression.ts';
import type { Item, Pieces, RuleTree, Tree, Value } from '../../src/analysis/detect/sigma/model.ts';
import type { Draft } from '../../src/analysis/detect/sigma/values/draft.ts';
import { joinPlain } from '../../src/analysis/detect/sigma/values/text.ts';
import type { Scalar, Yaml } from '../../src/analysis/detect/sigma/yaml/tree.ts';

/** Our model in the form of the recorded vectors, and back. */

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

export type Part = string | { readonly wildcard: '*' | '?' } | { readonly placeholder: string };

export type Form = { readonly type: string; readonly [key: string]: unknown };

/** What stands for a placeholder in the lists that vectors are read with. */
export const filled = (name: string) => `<<${name}>>`;

export function yamlOf(value: Json): Yaml {
  if (value === null || typeof value !== 'object') return scalarOf(value);
  if (Array.isArray(value)) return { is: 'list', items: value.map(yamlOf), line: 1 };
  const entries = Object.entries(value).map(([key, one]) => ({ key, line: 1, value: yamlOf(one) }));
  return { is: 'map', entries, line: 1 };
}

function scalarOf(value: string | number | boolean | null): Scalar {
  return { is: 'scalar', value, text: value === null ? '' : String(value), line: 1 };
}

/** Placeholders filled, neighbouring plain texts joined. */
export function piecesOf(parts: readonly Part[]): Pieces {
  return joinPlain(
    parts.map((part) =>
      typeof part === 'object' && 'placeholder' in part ? filled(part.placeholder) : part,
    ),
  );
}

/** The text that parts were read from; `isRaw`: nothing of it was escaped. */
export function textOf(parts: readonly Part[], isRaw: boolean): string {
  return parts
    .map((part) => {
      if (typeof part !== 'string')
        return 'wildcard' in part ? part.wildcard : `%${part.placeholder}%`;
      return isRaw ? part : part.replace(/[*?\\]/g, '\\$&');
    })
    .join('');
}

/** A vector as it is compared: no expansion of one, placeholders filled, no wish for a value's other names. */
export function expectedForm(form: Form): Form {
  switch (form.type) {
    case 'string':
      return { ...form, parts: piecesOf(form.parts as readonly Part[]) };
    case 'regex':
      return {
        ...form,
        pattern: String(form.pattern).replace(/%(\w+)%/g, (_, name) => filled(name)),
      };
    case 'expansion(OR)': {
      const values = (form.values as readonly Form[]).map(expectedForm);
      const [only] = values;
      return only && values.length === 1 ? only : { type: form.type, values };
    }
    default:
      return form;
  }
}

const FLAGS = { i: 'ignorecase', m: 'multiline', s: 'dotall' } as const;

export function formOf(value: Value): Form {
  switch (value.is) {
    case 'text':
      return { type: 'string', ...(value.cased && { cased: true }), parts: value.pieces };
    case 'number':
      return { type: 'number', value: value.value };
    case 'boolean':
      return { type: 'bool', value: value.value };
    case 'null':
      return { type: 'null' };
    case 'exists':
      return { type: 'exists', value: value.value };
    case 'regex':
      return {
        type: 'regex',
        pattern: value.pattern,
        flags: value.flags.map((flag) => FLAGS[flag]).sort(),
      };
    case 'cidr':
      return { type: 'cidr', cidr: value.network };
    case 'compare':
      return { type: 'compare', op: value.op, number: { type: 'number', value: value.value } };
    case 'time': {
      const part = { type: 'timestamp_part', part: value.part, number: value.value };
      return value.op === 'eq' ? part : { type: 'compare', op: value.op, number: part };
    }
    case 'field':
      return {
        type: 'fieldref',
        field: value.field,
        starts_with: value.how === 'startswith' || value.how === 'contains',
        ends_with: value.how === 'endswith' || value.how === 'contains',
      };
    case 'any':
      return { type: 'expansion(OR)', values: value.of.map(formOf) };
    case 'other':
      return { type: 'other', values: value.of.map(formOf) };
    default:
      return value satisfies never;
  }
}

const LETTERS: Readonly<Record<string, 'i' | 'm' | 's'>> = {
  ignorecase: 'i',
  multiline: 'm',
  dotall: 's',
};

/** The value that a modifier of a vector is given; `isFirst`: as it was written. */
export function draftOf(form: Form, isFirst: boolean, isRaw: boolean): Draft {
  switch (form.type) {
    case 'string': {
      const parts = form.parts as readonly Part[];
      if (isFirst) return { is: 'written', scalar: scalarOf(textOf(parts, isRaw)) };
      return { is: 'text', pieces: piecesOf(parts), cased: form.cased === true };
    }
    case 'number':
    case 'bool':
      return { is: 'written', scalar: scalarOf(form.value as number | boolean) };
    case 'regex': {
      const flags = (form.flags as readonly string[]).flatMap((flag) => LETTERS[flag] ?? []);
      return { is: 'regex', pattern: String(form.pattern), flags };
    }
    case 'fieldref':
      return { is: 'field', field: String(form.field), how: 'equals', cased: false };
    case 'timestamp_part':
      return { is: 'time', part: form.part as 'hour', op: 'eq', value: Number(form.number) };
    case 'expansion(OR)':
      return {
        is: 'any',
        of: (form.values as readonly Form[]).map((one) => draftOf(one, false, isRaw)),
      };
    default:
      throw new Error(`a vector has a value of the type ${form.type}`);
  }
}

/** A tree as the vectors have it: leaves are one value of one field. */
export function treeForm(tree: Tree): unknown {
  switch (tree.is) {
    case 'item':
      return itemForm(tree);
    case 'not':
      return { not: treeForm(tree.of) };
    case 'selection':
      return treeForm(tree.of);
    case 'and':
    case 'or':
      return { [tree.is]: tree.of.map(treeForm) };
    default:
      return tree satisfies never;
  }
}

function itemForm({ field, values, all, negated }: Item): unknown {
  const leaves = values.map((value) => ({ field: field ?? null, value: formOf(value) }));
  const form = leaves.length === 1 ? leaves[0] : { [all ? 'and' : 'or']: leaves };
  return negated ? { not: form } : form;
}

/** A tree of a vector with its values as they are compared. */
export function expectedTree(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(expectedTree);
  if (tree === null || typeof tree !== 'object') return tree;
  if ('value' in tree && 'field' in tree) {
    return { field: tree.field, value: expectedForm(tree.value as Form) };
  }
  return Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, expectedTree(one)]));
}

export function expressionForm(expression: Expression): unknown {
  switch (expression.is) {
    case 'name':
      return { id: expression.name };
    case 'some':
      return { [expression.every ? 'all_of' : 'any_of']: expression.pattern };
    case 'not':
      return { not: expressionForm(expression.of) };
    case 'and':
    case 'or':
      return { [expression.is]: expression.of.map(expressionForm) };
    default:
      return expression satisfies never;
  }
}

const RANKS = { or: 0, and: 1, not: 2, rule: 3 } as const;

/** A condition over rules as text, with no more parentheses than it needs. */
export function ruleText(tree: RuleTree, outer: number = RANKS.or): string {
  const rank = RANKS[tree.is];
  const text = insideText(tree, rank);
  return rank < outer ? `(${text})` : text;
}

function insideText(tree: RuleTree, rank: number): string {
  if (tree.is === 'rule') return tree.rule;
  if (tree.is === 'not') return `not ${ruleText(tree.of, rank)}`;
  return tree.of.map((one) => ruleText(one, rank)).join(` ${tree.is} `);
}
