// A collect in a process of its own, with small parts and quick commits, for tests that kill it.
import { collect } from '../../src/collect/trails/index.ts';

const [home = '', trail = ''] = process.argv.slice(2);
await collect({
  home,
  trails: [{ address: trail }],
  workers: 2,
  partRows: 500,
  commitEvery: 20,
});
