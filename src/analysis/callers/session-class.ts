/**
 * A session's name without what differs between runs: UUIDs, ids of eight hexadecimal digits or more, five digits or
 * more, each as `*`.
 */
export function sessionClass(name: string): string {
  return name.replace(
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b|\d{5,}/gi,
    '*',
  );
}
