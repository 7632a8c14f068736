/** JSON as results carry it: bigint as a number while exact, else as text; times as text; NULL as null. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
