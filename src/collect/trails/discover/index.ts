export { type DiscoverOptions, discover } from './discover.ts';
export type { DiscoverFilter } from './wanted.ts';
