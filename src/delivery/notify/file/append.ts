import { open, rename, rm, stat } from 'node:fs/promises';

export interface Rotation {
  /** From this size on a new file is begun. */
  readonly maxBytes: number;
  /** Older files: PATH.1 is the newest of them. */
  readonly keep: number;
}

/** Appends a line so that it outlives a loss of power. */
export async function appendLine(path: string, line: string, rotation: Rotation): Promise<void> {
  const size = await sizeOf(path);
  if (size > 0 && size + Buffer.byteLength(line) > rotation.maxBytes) {
    await rotate(path, rotation.keep);
  }
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(line);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function rotate(path: string, keep: number): Promise<void> {
  await rm(`${path}.${keep}`, { force: true });
  for (let number = keep - 1; number >= 1; number--) {
    await renameIfThere(`${path}.${number}`, `${path}.${number + 1}`);
  }
  await renameIfThere(path, `${path}.1`);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
