import { callerName, EVERY_API, type Party } from '../../../analysis/throttle/index.ts';

/** `ec2.amazonaws.com` as people call it. */
export function shortService(service: string): string {
  return service.replace(/\.amazonaws\.com$/, '');
}

export function apiName(api: string): string {
  return api === EVERY_API ? 'all APIs' : api;
}

/** `32 %`; what is there never reads as none, and what is not all never as all. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (share > 0 && whole === 0) return '<1 %';
  return share < 1 && whole === 100 ? '>99 %' : `${whole} %`;
}

/** A rate as precise as it is worth: `37`, `3.6`, `0.05`. */
export function rateText(rate: number): string {
  return String(rate < 10 ? Number(rate.toPrecision(2)) : Math.round(rate));
}

/** The caller at a place. */
export function nameAt(parties: readonly Party[], place: number): string {
  const party = parties[place];
  return party ? callerName(party) : 'somebody';
}

/** `2026-06-19 13:04:13`, UTC, of seconds since 1970. */
export function momentOf(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

export function clockOf(second: number): string {
  return momentOf(second).slice(11);
}
