import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml';
import type { Piece } from './cut.ts';
import { Fault } from './fault.ts';

export interface Scalar {
  readonly is: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it stands in the file, without quotes. */
  readonly text: string;
  readonly line: number;
}

export interface Entry {
  readonly key: string;
  readonly line: number;
  readonly value: Yaml;
}

export interface YamlMap {
  readonly is: 'map';
  readonly entries: readonly Entry[];
  readonly line: number;
}

export interface YamlList {
  readonly is: 'list';
  readonly items: readonly Yaml[];
  readonly line: number;
}

/** What YAML says, each piece with its line in the file; aliases are resolved. */
export type Yaml = Scalar | YamlMap | YamlList;

const MAX_DEPTH = 64;
const TOO_DEEP = 'It is nested too deeply.';
/** Nodes of a document, each use of an alias counted whole: a short text can name billions. */
const MAX_NODES = 100_000;

/**
 * Reads one document as YAML 1.2 core: `yes`, `no` and `on` are texts, a key may stand once.
 * @throws Fault
 */
export function parseYaml(piece: Piece): Yaml {
  const lines = new LineCounter();
  const lineAt = (offset: number) => piece.line + Math.max(1, lines.linePos(offset).line) - 1;
  const document = parse(piece.text, lines);
  const [error] = document.errors;
  if (error) throw new Fault(wordsOf(error), lineAt(error.pos[0]));
  return convert(document.contents, { lineAt, depth: 0, spent: { nodes: 0 }, anchors: new Map() });
}

function wordsOf({ code, message }: YAMLError): string {
  return code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : `It is not YAML: ${message}`;
}

function parse(text: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, {
      lineCounter,
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } catch (error) {
    // The parser descends by recursion, and does not meet the end of its stack everywhere.
    if (error instanceof RangeError) throw new Fault(TOO_DEEP);
    throw error;
  }
}

interface Context {
  readonly lineAt: (offset: number) => number;
  readonly depth: number;
  readonly spent: { nodes: number };
  /** What an anchor names, and how many nodes it holds. */
  readonly anchors: Map<string, { readonly value: Yaml; readonly nodes: number }>;
}

function convert(node: unknown, context: Context): Yaml {
  const line = lineOf(node, context);
  if (context.depth > MAX_DEPTH) throw new Fault(TOO_DEEP, line);
  if (isAlias(node)) return aliased(node.source, line, context);
  const before = context.spent.nodes;
  spend(1, line, context);
  const value = isMap(node)
    ? mapOf(node, line, context)
    : isSeq(node)
      ? listOf(node, line, context)
      : scalarOf(isScalar(node) ? node : undefined, line);
  const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
  if (anchor) context.anchors.set(anchor, { value, nodes: context.spent.nodes - before });
  return value;
}

function lineOf(node: unknown, { lineAt }: Context): number {
  const range = (node as { readonly range?: readonly number[] | null } | null)?.range;
  return lineAt(range?.[0] ?? 0);
}

function spend(nodes: number, line: number, { spent }: Context): void {
  spent.nodes += nodes;
  if (spent.nodes > MAX_NODES) throw new Fault('Its aliases make too much of it.', line);
}

function aliased(name: string, line: number, context: Context): Yaml {
  const anchor = context.anchors.get(name);
  if (!anchor) throw new Fault(`The alias *${name} stands for nothing before it.`, line);
  spend(anchor.nodes, line, context);
  return anchor.value;
}

function mapOf(node: YAMLMap, line: number, context: Context): YamlMap {
  const inside = { ...context, depth: context.depth + 1 };
  const seen = new Set<string>();
  const entries = node.items.map((pair) => {
    const key = convert(pair.key, inside);
    if (key.is !== 'scalar' || key.value === null) {
      throw new Fault('A key is no text.', key.is === 'scalar' ? line : key.line);
    }
    if (key.text === '<<') throw new Fault('Merge keys (<<) are not part of YAML 1.2.', key.line);
    if (seen.has(key.text)) throw new Fault(`The key ${key.text} stands twice.`, key.line);
    seen.add(key.text);
    const value = pair.value ? convert(pair.value, inside) : nothing(key.line);
    return { key: key.text, line: key.line, value };
  });
  return { is: 'map', entries, line };
}

function nothing(line: number): Scalar {
  return { is: 'scalar', value: null, text: '', line };
}

function listOf(node: YAMLSeq, line: number, context: Context): YamlList {
  const inside = { ...context, depth: context.depth + 1 };
  return { is: 'list', items: node.items.map((item) => convert(item, inside)), line };
}

function scalarOf(node: YamlScalar | undefined, line: number): Scalar {
  const value: unknown = node?.value ?? null;
  if (value === null) return nothing(line);
  const text = node?.source ?? String(value);
  if (typeof value === 'boolean') return { is: 'scalar', value, text, line };
  // More digits than a number keeps, and those that are no number, stay as they were written.
  if (typeof value === 'number' && isExact(value, text)) return { is: 'scalar', value, text, line };
  return { is: 'scalar', value: text, text, line };
}

function isExact(value: number, text: string): boolean {
  return Number.isFinite(value) && (!/^[-+]?\d+$/.test(text) || Number.isSafeInteger(value));
}
