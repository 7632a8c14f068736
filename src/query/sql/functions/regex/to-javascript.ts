import type { CharacterClass, ClassItem, Pattern, PatternNode, Repeat } from './pattern.ts';
import { casesOf } from './pattern.ts';
import { WORD } from './properties.ts';

export interface JavaScriptPattern {
  readonly source: string;
  readonly flags: string;
  /** Where each of the pattern's groups is in JavaScript's match; 0 is the whole. */
  readonly groups: readonly number[];
}

/** The same pattern for JavaScript's RegExp, which works on code points with the flag `v`. */
export function toJavaScript(pattern: Pattern): JavaScriptPattern {
  const cases = casesOf(pattern.root);
  const printer = new Printer(cases.size > 1);
  const source = printer.print(pattern.root);
  return {
    source,
    flags: cases.size === 1 && cases.has(true) ? 'vi' : 'v',
    groups: printer.groups,
  };
}

const EDGE = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

class Printer {
  /** Groups of ours for what JavaScript lacks stand between those of the pattern. */
  readonly groups: number[] = [0];
  readonly #isMixed: boolean;
  #count = 0;

  /** `isMixed`: case counts in some places and not in others. */
  constructor(isMixed: boolean) {
    this.#isMixed = isMixed;
  }

  print(node: PatternNode): string {
    switch (node.is) {
      case 'letter':
        return this.#cased(letterText(node.letter), node.ignoreCase);
      case 'any':
        return node.newlines ? '[^]' : '[^\\n]';
      case 'class':
        return this.#cased(classText(node), node.ignoreCase);
      case 'sequence':
        return node.items.map((item) => this.print(item)).join('');
      case 'choice':
        return `(?:${node.options.map((option) => this.print(option)).join('|')})`;
      case 'repeat':
        return this.#repeat(node);
      case 'group':
        return node.atomic ? this.#atomic(() => this.print(node.body)) : this.#group(node);
      case 'look':
        return `(?${node.ahead ? '' : '<'}${node.negated ? '!' : '='}${this.print(node.body)})`;
      case 'anchor':
        return ANCHORS[node.at];
      case 'back-reference':
        return this.#cased(`(?:\\${this.groups[node.group] ?? 0})`, node.ignoreCase);
    }
  }

  #cased(text: string, ignoreCase: boolean): string {
    if (!this.#isMixed) return text;
    // V8 lets an option reach what follows where that does not say otherwise.
    return `(?${ignoreCase ? '' : '-'}i:${text})`;
  }

  #group(node: Extract<PatternNode, { readonly is: 'group' }>): string {
    if (node.number === undefined) return `(?:${this.print(node.body)})`;
    this.#count++;
    this.groups[node.number] = this.#count;
    return `(${this.print(node.body)})`;
  }

  #repeat(node: Repeat): string {
    const { min, max } = node;
    const count = `{${min},${Number.isFinite(max) ? max : ''}}`;
    const lazy = node.mode === 'lazy' ? '?' : '';
    const text = (): string => `(?:${this.print(node.body)})${count}${lazy}`;
    return node.mode === 'possessive' ? this.#atomic(text) : text();
  }

  /** What a look-ahead has found is not given up again. */
  #atomic(body: () => string): string {
    this.#count++;
    const own = this.#count;
    return `(?=(${body()}))(?:\\${own})`;
  }
}

const ANCHORS = {
  start: '^',
  end: '$',
  'end-or-last-newline': '(?=\\n?$)',
  'line-start': '(?:^|(?<=\\n)(?!$))',
  'line-end': '(?=\\n|$)',
  'word-edge': EDGE,
  'no-word-edge': `(?!${EDGE})`,
} as const;

function letterText(letter: string): string {
  return /^[A-Za-z0-9]$/.test(letter) ? letter : escaped(letter);
}

function escaped(letter: string): string {
  return `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}

function classText(node: CharacterClass): string {
  const operands = node.operands.map((items) => `[${items.map(itemText).join('')}]`);
  const [only] = operands;
  const inside = operands.length === 1 && only ? only : `[${operands.join('&&')}]`;
  return node.negated ? `[^${inside}]` : inside;
}

function itemText(item: ClassItem): string {
  if (item.is === 'class') return classText(item);
  if (item.is === 'set') return item.negated ? `[^${item.set}]` : `[${item.set}]`;
  return item.from === item.to
    ? letterText(item.from)
    : `${letterText(item.from)}-${letterText(item.to)}`;
}
