import { writeSync } from 'node:fs';
import { lockWriter } from './writer-lock.ts';

// Holds the lock of the home named on the command line until it is killed.
const lock = lockWriter(process.argv[2] ?? '');
process.on('SIGTERM', () => lock.release());
setInterval(() => {}, 60_000);
writeSync(1, 'locked');
