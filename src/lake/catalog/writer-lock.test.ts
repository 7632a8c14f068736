import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from './catalog.fixture.ts';
import { openCatalog } from './open.ts';
import { lockWriter } from './writer-lock.ts';

const HOLDER = fileURLToPath(new URL('./writer-lock.fixture.ts', import.meta.url));

describe('lockWriter', () => {
  it('lets one writer in at a time, within a process', () => {
    using home = temporaryHome();
    const first = lockWriter(home.path);

    const second = () => lockWriter(home.path);

    expect(second).toThrow(expect.objectContaining({ code: 'TG_CATALOG_BUSY' }));
    first.release();
    second().release();
  });

  it('keeps other processes out until the holder is killed', async () => {
    using home = temporaryHome();
    const holder = spawn(process.execPath, [HOLDER, home.path]);
    await once(holder.stdout, 'data');
    const meanwhile = () => lockWriter(home.path);
    expect(meanwhile).toThrow(`Another process is writing to the lake at ${home.path}.`);

    holder.kill('SIGKILL');
    await once(holder, 'exit');

    lockWriter(home.path).release();
  });

  it('does not keep readers out', () => {
    using home = temporaryHome();
    openCatalog(home.path).close();
    const lock = lockWriter(home.path);

    const reader = openCatalog(home.path, { readonly: true });

    expect(reader.lastCommit()).toBeUndefined();
    reader.close();
    lock.release();
  });
});
