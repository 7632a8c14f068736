/** For wiki markup (Jira Data Center): every sign that could begin markup gets a backslash before it. */
export function escapeWiki(text: string): string {
  return text.replace(/[\\*_\-+^~{}[\]()|#!?]/g, '\\$&');
}
