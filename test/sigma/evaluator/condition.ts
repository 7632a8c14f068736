import { refuse } from './refused.ts';

/** Whether a selection holds, asked by its name. */
export type Answer = (name: string) => boolean;
export type Condition = (answer: Answer) => boolean;

const KEYWORDS = new Set(['and', 'or', 'not', 'of']);

/** Reads a condition over the names of selections: `or` binds loosest, then `and`, then `not`, then `1 of`. */
export function readCondition(text: string, names: readonly string[]): Condition {
  if (text.includes('|')) refuse('a pipe in a condition belongs into a correlation');
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const peek = (offset = 0) => words[at + offset]?.toLowerCase();
  const take = () => words[at++] ?? refuse(`"${text}" ends too early`);

  function chain(operator: 'or' | 'and', operand: () => Condition): Condition {
    const operands = [operand()];
    while (peek() === operator) {
      take();
      operands.push(operand());
    }
    return operator === 'or' ? anyOf(operands) : allOf(operands);
  }

  const disjunction = (): Condition => chain('or', () => chain('and', negation));

  function negation(): Condition {
    if (peek() !== 'not') return primary();
    take();
    const operand = negation();
    return (answer) => !operand(answer);
  }

  function primary(): Condition {
    const word = take();
    if (word === '(') {
      const inner = disjunction();
      return take() === ')' ? inner : refuse(`"${text}" lacks a parenthesis`);
    }
    if (peek() === 'of') return quantified(word);
    if (KEYWORDS.has(word.toLowerCase())) refuse(`"${word}" stands where a name is due`);
    if (!names.includes(word)) refuse(`no selection is named "${word}"`);
    return (answer) => answer(word);
  }

  function quantified(word: string): Condition {
    take();
    const operands = namesLike(take(), names).map((name) => (answer: Answer) => answer(name));
    if (/^(1|any)$/i.test(word)) return anyOf(operands);
    return word.toLowerCase() === 'all' ? allOf(operands) : refuse(`"${word} of" means nothing`);
  }

  const condition = disjunction();
  if (at < words.length) refuse(`"${words[at]}" is one word too many`);
  return condition;
}

/** A pattern that reaches nothing would make its term mean nothing, so it is refused. */
function namesLike(pattern: string, names: readonly string[]): readonly string[] {
  const isAll = pattern.toLowerCase() === 'them';
  const source = pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&'));
  const like = isAll ? /^/ : new RegExp(`^${source.join('.*')}$`);
  const shown = pattern.startsWith('_') ? names : names.filter((name) => !name.startsWith('_'));
  const hit = shown.filter((name) => like.test(name));
  return hit.length > 0 ? hit : refuse(`"${pattern}" is no selection's name`);
}

function anyOf(operands: readonly Condition[]): Condition {
  return (answer) => operands.some((operand) => operand(answer));
}

function allOf(operands: readonly Condition[]): Condition {
  return (answer) => operands.every((operand) => operand(answer));
}
