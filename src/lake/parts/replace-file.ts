import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

/** Writes a file that may be lost: whoever reads it finds all of it, the one before it, or none. */
export function replaceFile(file: string, content: Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    removeLeftovers(file);
    // Two may make it at once: each has its own name until it is whole.
    const temporary = `${file}.${process.pid}-${threadId}`;
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch {
    // The next one makes it again.
  }
}

/** Takes away what processes left behind that died while they wrote. */
function removeLeftovers(file: string): void {
  const start = `${basename(file)}.`;
  for (const name of readdirSync(dirname(file))) {
    const process = name.startsWith(start) ? Number.parseInt(name.slice(start.length), 10) : 0;
    if (process > 0 && !isRunning(process)) rmSync(join(dirname(file), name), { force: true });
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Somebody else's process may not be asked.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
