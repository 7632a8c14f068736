/** How much of a notice is shown. */
export interface Shape {
  readonly samples: number;
  /** Whether values beside the head are shown: the group, top values, the rule's description. */
  readonly values: boolean;
  /** Entries of a digest. */
  readonly entries: number;
  /** Code points of one value. */
  readonly most: number;
}

/** From all to least: samples go first, last to first, then values, then what is left grows shorter. */
export const SHAPES: readonly Shape[] = [
  { samples: 5, values: true, entries: 100, most: 256 },
  { samples: 4, values: true, entries: 60, most: 256 },
  { samples: 3, values: true, entries: 40, most: 256 },
  { samples: 2, values: true, entries: 25, most: 256 },
  { samples: 1, values: true, entries: 15, most: 256 },
  { samples: 0, values: true, entries: 10, most: 256 },
  { samples: 0, values: false, entries: 5, most: 256 },
  { samples: 0, values: false, entries: 2, most: 128 },
  { samples: 0, values: false, entries: 1, most: 64 },
  { samples: 0, values: false, entries: 0, most: 32 },
];

const SHORT = SHAPES.findIndex(({ values }) => !values);

/** What a rendering is held against; both by the sink's own measure. */
interface Budget<Rendered> {
  readonly render: (shape: Shape) => Rendered;
  readonly sizeOf: (rendered: Rendered) => number;
  readonly limit: number;
  /** The other side said that it was too large: without samples and values. */
  readonly short?: boolean;
}

/** The fullest rendering that keeps to the limit; the least one where none does. */
export function fitted<Rendered>(budget: Budget<Rendered>): Rendered {
  const { render, sizeOf, limit, short = false } = budget;
  const [first, ...rest] = short ? SHAPES.slice(SHORT) : SHAPES;
  let rendered = render(first ?? LEAST);
  for (const shape of rest) {
    if (sizeOf(rendered) <= limit) return rendered;
    rendered = render(shape);
  }
  return rendered;
}

const LEAST: Shape = { samples: 0, values: false, entries: 0, most: 32 };

/** Bytes once it is JSON in UTF-8. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
