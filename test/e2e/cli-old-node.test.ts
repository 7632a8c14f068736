import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { shipped } from '../../src/base/package/index.ts';

const MAIN = fileURLToPath(shipped('dist/cli/main.js'));
const CANDIDATES = ['/usr/bin/node', '/usr/local/bin/node', '/opt/homebrew/bin/node'];

const oldNode = CANDIDATES.find((path) => {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(stdout ?? '') ?? [];
  return major !== undefined && (Number(major) < 22 || (major === '22' && Number(minor) < 18));
});
const skipped = oldNode ? '' : ' (skipped: no Node older than 22.18 is on this machine)';

describe.skipIf(!oldNode)(`an old Node${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'trailglass-old-node-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is told which one is needed, and nothing else happens', () => {
    // What the build makes of it: the same text without types.
    const main = join(folder, 'main.mjs');
    writeFileSync(main, stripTypeScriptTypes(readFileSync(MAIN, 'utf8')));

    const { status, stdout, stderr } = spawnSync(oldNode ?? '', [main, 'status'], {
      encoding: 'utf8',
    });

    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^trailglass needs Node 22\.18 or later; this is \d+\.\d+\.\d+ \(.+\)\.\n$/,
    );
  });
});
