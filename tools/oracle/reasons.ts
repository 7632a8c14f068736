/** Why answers of a kind differ: the first that matches what differs. */
const REASONS: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [
    /^refused: FUNCTION_NOT_FOUND/,
    'The function, or that form of it, is not there yet: it is refused by name.',
  ],
  [/^refused: NOT_SUPPORTED/, 'Refused by name: not supported yet.'],
  [/^refused: GENERIC_INTERNAL_ERROR/, 'A fault: DuckDB refuses what was printed for it.'],
  [/^refused/, 'Refused though the server runs it.'],
  [/^runs/, 'It runs though the server refuses it: the embedded engine is more lenient here.'],
  [/^error/, 'Refused under another name than on the server.'],
  [/^place/, 'Refused at another place than on the server.'],
  [/^order/, 'Rows come in another order.'],
  [/^type/, 'A column has another type.'],
  [/^name/, 'A column has another name.'],
  [/./, 'Values differ.'],
];

export function reasonOf(what: string): string {
  return REASONS.find(([pattern]) => pattern.test(what))?.[1] ?? '';
}
