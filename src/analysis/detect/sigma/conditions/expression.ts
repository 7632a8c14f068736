import { Fault } from '../yaml/fault.ts';

/** A condition as it is written: names with and, or, not; quantifiers over names. */
export type Expression =
  | { readonly is: 'name'; readonly name: string }
  | { readonly is: 'some'; readonly every: boolean; readonly pattern: string }
  | { readonly is: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly is: 'not'; readonly of: Expression };

/** Parentheses and nots, each of which may be a step down. */
const MAX_DEPTH = 500;

/**
 * Parses a condition: `or` binds weakest, then `and`, `not`, `1 of`; operators in any case.
 * @throws Fault
 */
export function parseExpression(text: string, line: number): Expression {
  if (text.includes('|')) {
    throw new Fault(
      'A condition with | counts or orders events: that is what correlations do.',
      line,
    );
  }
  const words = text.match(/[()]|[^\s()]+/g) ?? [];
  if (words.length === 0) throw new Fault('The condition is empty.', line);
  if (words.filter((word) => /^(?:\(|not)$/i.test(word)).length > MAX_DEPTH) {
    throw new Fault('The condition is nested too deeply.', line);
  }
  const [expression, end] = parseOr({ words, line }, 0);
  const rest = words[end];
  if (rest === ')') throw new Fault('The condition closes a parenthesis that nothing opens.', line);
  if (rest !== undefined) throw new Fault(`The condition lacks and or or before ${rest}.`, line);
  return expression;
}

interface Words {
  readonly words: readonly string[];
  readonly line: number;
}

/** What was parsed, and the place of the next word. */
type Parsed = readonly [Expression, number];

function wordAt({ words }: Words, at: number): string {
  return words[at]?.toLowerCase() ?? '';
}

function parseOr(words: Words, at: number): Parsed {
  return parseChain('or', parseAnd, { words, at });
}

function parseAnd(words: Words, at: number): Parsed {
  return parseChain('and', parseNot, { words, at });
}

function parseChain(
  is: 'and' | 'or',
  parse: (words: Words, at: number) => Parsed,
  { words, at }: { readonly words: Words; readonly at: number },
): Parsed {
  let [expression, end] = parse(words, at);
  const of = [expression];
  while (wordAt(words, end) === is) {
    [expression, end] = parse(words, end + 1);
    of.push(expression);
  }
  return [of.length === 1 ? expression : { is, of }, end];
}

function parseNot(words: Words, at: number): Parsed {
  if (wordAt(words, at) !== 'not') return parseOne(words, at);
  const [of, end] = parseNot(words, at + 1);
  return [{ is: 'not', of }, end];
}

function parseOne(words: Words, at: number): Parsed {
  const word = words.words[at];
  if (word === undefined) throw new Fault('The condition ends where a name is due.', words.line);
  if (word === '(') return parseParenthesis(words, at);
  if (/^(?:and|or|\))$/i.test(word)) {
    throw new Fault(`The condition has ${word} where a name is due.`, words.line);
  }
  if (wordAt(words, at + 1) === 'of') return parseSome(words, at);
  if (word.includes('*')) {
    throw new Fault(`The condition lacks 1 of or all of before ${word}.`, words.line);
  }
  return [{ is: 'name', name: word }, at + 1];
}

function parseParenthesis(words: Words, at: number): Parsed {
  const [inside, end] = parseOr(words, at + 1);
  const next = words.words[end];
  if (next === ')') return [inside, end + 1];
  if (next === undefined)
    throw new Fault('A parenthesis of the condition is not closed.', words.line);
  throw new Fault(`The condition lacks and or or before ${next}.`, words.line);
}

function parseSome(words: Words, at: number): Parsed {
  const quantifier = wordAt(words, at);
  if (!/^(?:1|any|all)$/.test(quantifier)) {
    throw new Fault(
      `The condition knows 1 of, any of and all of, not ${quantifier} of.`,
      words.line,
    );
  }
  const pattern = words.words[at + 2];
  if (pattern === undefined || /^[()]$/.test(pattern)) {
    throw new Fault(`The condition lacks a name after ${quantifier} of.`, words.line);
  }
  return [{ is: 'some', every: quantifier === 'all', pattern }, at + 3];
}
