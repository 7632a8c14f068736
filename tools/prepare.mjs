// Builds after `npm ci`. Plain JavaScript: an older Node may be the one that runs it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const canBuild = existsSync(new URL('node_modules/rolldown', root));
if (canBuild) {
  const run = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: fileURLToPath(root),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = run.status ?? 1;
}
