import { writeSync } from 'node:fs';
import { openCatalog } from './open.ts';

// Prints the last commit's number, as a user who may not write the home named on the command line.
const catalog = openCatalog(process.argv[2] ?? '', { readonly: true });
writeSync(1, String(catalog.lastCommit()?.number));
catalog.close();
