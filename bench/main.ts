// npm run bench [ingest|query|sql|detect|callers|all] -- [--small]: ratios of one run, printed as tables. Never a test.
import { parseArgs } from 'node:util';
import { setup as freshBuild } from '../tools/fresh-build.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false } },
});
const [what = 'all'] = positionals;
await freshBuild();
if (what === 'ingest' || what === 'all') {
  const { benchIngest } = await import('./ingest.ts');
  await benchIngest({ small: values.small });
}
if (what === 'query' || what === 'all') {
  const { benchQuery } = await import('./query.ts');
  await benchQuery({ small: values.small });
}
if (what === 'sql' || what === 'all') {
  const { benchSql } = await import('./sql.ts');
  await benchSql({ small: values.small });
}
if (what === 'detect' || what === 'all') {
  const { benchDetect } = await import('./detect.ts');
  await benchDetect({ small: values.small });
}
if (what === 'callers' || what === 'all') {
  const { benchCallers } = await import('./callers.ts');
  await benchCallers({ small: values.small });
}
