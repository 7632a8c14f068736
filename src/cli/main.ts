#!/usr/bin/env node
// Read by whatever Node is there, so nothing here may need a new one: the check comes before everything else.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `trailglass needs Node 22.18 or later; this is ${process.versions.node} (${process.execPath}).\n`,
  );
  process.exitCode = 2;
} else {
  process.setSourceMapsEnabled(true);
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  // The SQLite of Node 22 is marked experimental; that is no news to whoever runs this.
  process.removeAllListeners('warning');
  const { run } = await import('./run.ts');
  const { defaultEffects: effects } = await import('../base/effects/index.ts');
  const { stdout, stderr } = process;
  process.exitCode = await run(process.argv.slice(2), {
    stdout,
    stderr,
    effects,
    cwd: process.cwd(),
  });
}

export {};
