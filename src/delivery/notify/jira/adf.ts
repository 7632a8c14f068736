interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly object[];
}

export interface Paragraph {
  readonly type: 'paragraph';
  readonly content: readonly TextNode[];
}

/** Atlassian Document Format: a text node is shown as it is, nothing in it is markup. */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly Paragraph[];
}

export function documentOf(paragraphs: readonly Paragraph[]): AdfDocument {
  return { type: 'doc', version: 1, content: paragraphs };
}

/** Without empty nodes, which are not allowed. */
export function paragraph(...nodes: readonly TextNode[]): Paragraph {
  return { type: 'paragraph', content: nodes.filter(({ text }) => text !== '') };
}

export const plain = (text: string): TextNode => ({ type: 'text', text });

export const strong = (text: string): TextNode => ({
  type: 'text',
  text,
  marks: [{ type: 'strong' }],
});

export const linked = (text: string, href: string): TextNode => ({
  type: 'text',
  text,
  marks: [{ type: 'link', attrs: { href } }],
});
