/** Below that, the garbage collector is as quick; the smallest have no memory of their own to give. */
const LEAST_BYTES = 4096;

/**
 * Frees the memory of buffers that nobody reads any more, and makes them empty. The garbage collector would come for
 * them too, but only once megabytes wait for it, and would look at everything else as well.
 */
export function giveBack(buffers: readonly ArrayBufferView[]): void {
  for (const view of buffers) if (view.byteLength >= LEAST_BYTES) free(view);
}

function free({ buffer, byteLength }: ArrayBufferView): void {
  // What is a piece of something larger, such as Node's pool, lies there with what others still need.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
