/**
 * Frees the memory of buffers that nobody reads any more, and makes them empty. The garbage collector would come for them too, but only once
 * tens of megabytes wait for it, and would look at everything else as well.
 */
export function giveBack(buffers: readonly ArrayBufferView[]): void {
  for (const { buffer } of buffers) {
    // Smaller ones may lie in Node's pool, together with what others still need.
    if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
  }
}
