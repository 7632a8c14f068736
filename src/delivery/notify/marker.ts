/** An id as a word that needs no escaping anywhere: labels, hidden marks. */
export function markOf(id: string): string {
  return id.replace(/[^A-Za-z0-9_/-]/g, '_').slice(0, 200);
}
