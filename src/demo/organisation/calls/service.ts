import type { Call, WriteBody } from '../model.ts';

type Extras = Partial<Omit<Call, 'source' | 'name' | 'readOnly' | 'body'>>;

/** Makes the calls of one service; `defaults` hold for all of them. */
export interface Service {
  readonly read: (name: string, body?: WriteBody, extras?: Extras) => Call;
  readonly write: (name: string, body?: WriteBody, extras?: Extras) => Call;
}

export const noBody: WriteBody = () => ({});

/** `source` is the name before `.amazonaws.com`. */
export function service(source: string, defaults: Extras = {}): Service {
  const make = (readOnly: boolean) => (name: string, body?: WriteBody, extras?: Extras) => ({
    source,
    name,
    readOnly,
    kind: 'Management' as const,
    eventType: 'AwsApiCall' as const,
    global: false,
    action: `${source}:${actionName(name)}`,
    body: body ?? noBody,
    ...defaults,
    ...extras,
  });
  return { read: make(true), write: make(false) };
}

/** Lambda's operations carry the date of their API version, its actions do not. */
function actionName(name: string): string {
  return name.replace(/20\d{6}(v\d)?$/, '');
}

/** EC2's way to write a list. */
export function items<T>(list: readonly T[]): { readonly items: readonly T[] } {
  return { items: list };
}

/** One entry of EC2's filterSet. */
export function filter(name: string, ...values: readonly string[]): object {
  return { name, valueSet: items(values.map((value) => ({ value }))) };
}
