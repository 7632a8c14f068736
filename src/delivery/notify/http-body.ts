import type { IncomingMessage } from 'node:http';

/** The first bytes of an answer; a body that breaks off is as long as it is, since the status is what counts. */
export async function readBody(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= most) break;
    }
  } catch {
    return textOf(chunks, most);
  }
  return textOf(chunks, most);
}

function textOf(chunks: readonly Buffer[], most: number): string {
  return Buffer.concat(chunks).subarray(0, most).toString();
}
