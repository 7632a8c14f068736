// Records as text with everything that JSON allows and JSON.stringify never writes: keys twice or escaped, numbers
// beyond a double, white space. What a row must hold is worked out from the pieces, each read by JSON.parse.

/** A value to be written: a scalar's own spelling, or what it is made of. A key is spelled with its quotes. */
export type Tree =
  | { readonly is: 'scalar'; readonly text: string }
  | { readonly is: 'array'; readonly items: readonly Tree[] }
  | { readonly is: 'object'; readonly members: readonly Member[] };
export type Member = readonly [key: string, value: Tree];

/** A value as it was written: its exact text, and its pieces. */
export interface Written {
  readonly text: string;
  readonly is: Tree['is'];
  readonly items: readonly Written[];
  readonly members: readonly (readonly [key: string, value: Written])[];
  /** The first value of each key, by its characters in lower case. */
  readonly first: ReadonlyMap<string, Written>;
}

/** What JSON.stringify would write. */
export function treeOf(value: unknown): Tree {
  if (Array.isArray(value)) return { is: 'array', items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    const members = entries.map(([key, one]): Member => [JSON.stringify(key), treeOf(one)]);
    return { is: 'object', members };
  }
  return { is: 'scalar', text: JSON.stringify(value) };
}

/** `space` gives what stands between two tokens. */
export function write(tree: Tree, space: () => string = () => ''): Written {
  const around = (text: string) => `${space()}${text}${space()}`;
  if (tree.is === 'scalar') return written('scalar', tree.text);
  if (tree.is === 'array') {
    const items = tree.items.map((item) => write(item, space));
    const inner = items.map(({ text }) => around(text)).join(',');
    return written('array', `[${inner || space()}]`, items);
  }
  const members = tree.members.map(([key, value]) => [key, write(value, space)] as const);
  const inner = members.map(([key, value]) => `${around(key)}:${around(value.text)}`).join(',');
  return written('object', `{${inner || space()}}`, [], members);
}

function written(
  is: Tree['is'],
  text: string,
  items: readonly Written[] = [],
  members: Written['members'] = [],
): Written {
  const first = new Map<string, Written>();
  for (const [key, value] of members) {
    const name = charactersOf(key).toLowerCase();
    if (!first.has(name)) first.set(name, value);
  }
  return { is, text, items, members, first };
}

/** The value of a key: the first of several, whatever its case. */
export function find({ first }: Written, key: string): Written | undefined {
  return first.get(key.toLowerCase());
}

/** The characters of a JSON string; half a surrogate pair is U+FFFD. */
export function charactersOf(text: string): string {
  return (JSON.parse(text) as string).toWellFormed();
}

/** What a column of text holds: characters of a string, the spelling of any other value, nothing of null. */
export function textOf(value: Written | undefined): string | null {
  if (value === undefined || value.text === 'null') return null;
  return value.text.startsWith('"') ? charactersOf(value.text) : value.text;
}

/** The characters of a text value; undefined of any other. */
export function stringOf(value: Written | undefined): string | undefined {
  return value?.text.startsWith('"') ? charactersOf(value.text) : undefined;
}

/** How deep the braces and brackets of a tree go; a scalar: 0. */
export function depthOf(tree: Tree): number {
  if (tree.is === 'scalar') return 0;
  const inner = tree.is === 'array' ? tree.items : tree.members.map(([, value]) => value);
  return 1 + Math.max(0, ...inner.map(depthOf));
}
