import type { ConsoleStory } from '../../analysis/callers/index.ts';

/** From where and with what a person used the console; what AWS writes for its own back ends tells nothing. */
export function placesOf({ story, chain }: Pick<ConsoleStory, 'story' | 'chain'>) {
  const clicks = story.calls.filter((call) => call.console !== 'tool');
  const browsed = clicks.filter((call) => call.console !== 'cloudshell');
  const mfa = clicks.map((call) => call.mfa).filter((one) => one !== undefined);
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values)].filter((value) => value !== undefined && value !== '') as string[];
  return {
    mfa: mfa.length > 0 ? mfa.includes(true) : undefined,
    accounts: distinct(clicks.map(({ account }) => account)),
    regions: distinct(clicks.map(({ region }) => region)),
    addresses: distinct([chain.signIn?.address, ...browsed.map(({ address }) => address)]).filter(
      isAddress,
    ),
    userAgents: distinct([
      chain.signIn?.userAgent,
      ...clicks.map(({ userAgent }) => userAgent),
    ]).filter(isBrowser),
  };
}

function isAddress(address: string): boolean {
  return /^[\d.]+$|:/.test(address);
}

function isBrowser(userAgent: string): boolean {
  return /^\[?Mozilla\//.test(userAgent);
}
