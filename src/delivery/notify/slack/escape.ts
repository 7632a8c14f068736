/** For text that Slack reads as mrkdwn: a mention needs `<`, and nothing else may be escaped. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
