/** A Trino type's name taken apart, as far as values are compared by it. */
export interface ValueType {
  /** `array`, `map`, `row`, `double`, `varchar`, `timestamp with time zone` ... */
  readonly is: string;
  readonly of: readonly ValueType[];
}

/** Reads `row(a varchar(3), b array(double))`: lengths and names of fields are left out. */
export function valueType(text: string): ValueType {
  const open = text.indexOf('(');
  const head = open < 0 ? text : text.slice(0, open);
  if (head !== 'array' && head !== 'map' && head !== 'row') {
    return { is: text.replace(/\([^)]*\)/, ''), of: [] };
  }
  const items = split(text.slice(open + 1, text.lastIndexOf(')')));
  return { is: head, of: items.map((item) => valueType(head === 'row' ? fieldType(item) : item)) };
}

function fieldType(item: string): string {
  const named = /^(?:"(?:[^"]|"")*"|[^\s("]+) (?=\S)/.exec(item);
  const rest = named ? item.slice(named[0].length) : item;
  // `interval day to second` and the like are types of several words without a name.
  return /^(?:to |day |year |with |precision)/.test(rest) ? item : rest;
}

/** The items between commas that stand in no parentheses. */
function split(text: string): readonly string[] {
  const items: string[] = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) items.push('');
    else items[items.length - 1] += character;
  }
  return items.map((item) => item.trim()).filter((item) => item !== '');
}

/** A type's name without what does not count. */
export function comparedName(text: string): string {
  return text
    .replace(/varchar\(\d+\)/g, 'varchar')
    .replace(/\s*,\s*/g, ', ')
    .replaceAll('"', '');
}
