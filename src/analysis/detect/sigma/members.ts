import type { CorrelationDraft } from './documents/correlation.ts';
import type { ReadDocument } from './documents/document.ts';
import type { Filter, Refused, Rule } from './model.ts';
import type { Named } from './references.ts';
import { uniqueIds } from './unique-ids.ts';

/** A document among the others of its collection. */
export type Member = Named &
  (
    | { readonly kind: 'rule'; readonly rule: Rule }
    | {
        readonly kind: 'correlation';
        readonly draft: CorrelationDraft;
        readonly heading: CorrelationDraft['heading'];
      }
    | { readonly kind: 'filter'; readonly filter: Filter }
    | { readonly kind: 'refused'; readonly refused: Refused }
    | { readonly kind: 'foreign' }
  );

/** Gives each document that is used an id that is its own. */
export function membersOf(documents: readonly ReadDocument[]): readonly Member[] {
  const unique = uniqueIds();
  return documents.map((document): Member => {
    switch (document.kind) {
      case 'rule': {
        const rule = unique(document.rule);
        return { kind: 'rule', rule, heading: rule, writtenId: document.rule.id };
      }
      case 'correlation': {
        const { draft } = document;
        const heading = unique(draft.heading);
        return { kind: 'correlation', draft, heading, writtenId: draft.heading.id };
      }
      case 'filter': {
        const filter = unique(document.filter);
        return { kind: 'filter', filter, heading: filter };
      }
      case 'refused':
        return { kind: 'refused', refused: document.refused, heading: document.outline };
      case 'foreign':
        return { kind: 'foreign', heading: document.outline };
      default:
        return document satisfies never;
    }
  });
}
