import { formatCount } from '../../../base/text/index.ts';

const COLOURS = ['#d6e8f3', '#9fcae3', '#559ec8', '#1f6f9f', '#0a3557'] as const;

/** Values of one shade: more than `gt`, up to `lte`. */
export interface Shade {
  readonly gt: number;
  readonly lte: number;
  readonly color: string;
  readonly label: string;
}

/**
 * Shades of all values up to `most`. Their bounds grow as squares do: with even ones a single burst leaves
 * everything else as pale as nothing.
 */
export function shadesUpTo(most: number): readonly Shade[] {
  const steps = COLOURS.map((_, step) => Math.ceil((most * (step + 1) ** 2) / COLOURS.length ** 2));
  const bounds = [...new Set(steps)];
  const colours = COLOURS.slice(-bounds.length);
  return bounds.map((lte, index) => {
    const gt = bounds[index - 1] ?? 0;
    const first = formatCount(gt + 1);
    const label = gt + 1 === lte ? first : `${first} to ${formatCount(lte)}`;
    return { gt, lte, label, color: colours[index] ?? COLOURS[0] };
  });
}
