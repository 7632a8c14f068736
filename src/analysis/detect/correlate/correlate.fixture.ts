import type { Bound, Correlation } from '../sigma/model.ts';
import type { Occurrence } from './occurrence.ts';

/** Of rules `a` and `b` by `user`, from two occurrences within ten seconds. */
export function aCorrelation(change: Partial<Correlation> = {}): Correlation {
  return {
    ...{ kind: 'correlation', title: 'A correlation', id: 'correlation-1', hasOwnId: true },
    ...{ references: [], tags: [], fields: [], falsepositives: [], warnings: [] },
    ...{ level: 'medium', hasOwnLevel: true, generate: false, own: {}, aliases: {} },
    place: { file: 'correlation.yml', document: 1, line: 1 },
    ...{ type: 'event_count', rules: ['a', 'b'], groupBy: ['user'], timespan: 10 },
    condition: bounds(['gte', 2]),
    ...change,
  };
}

type Limit = readonly [Bound, number];
type Bounds = Extract<Correlation['condition'], { readonly is: 'bounds' }>;

export function bounds(...list: readonly Limit[]): Bounds {
  return { is: 'bounds', bounds: list, fields: [] };
}

/** A condition on what fields hold. */
export function boundsOf(field: string | readonly string[], ...list: readonly Limit[]): Bounds {
  return { ...bounds(...list), fields: typeof field === 'string' ? [field] : field };
}

/** An occurrence so many seconds after the first moment; its event is named after rule and second where it has no name. */
export function at(
  seconds: number,
  values: Occurrence['values'] = {},
  { rule = 'a', name }: { readonly rule?: string; readonly name?: string } = {},
): Occurrence {
  return { rule, ts: seconds * 1e6, events: [name ?? `${rule}${seconds}`], values };
}
