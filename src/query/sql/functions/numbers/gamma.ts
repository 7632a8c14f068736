/** Lanczos' coefficients for g = 7, n = 9 (Godfrey): about 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];
const MOST_STEPS = 500;
const TINY = 1e-300;
const PRECISION = 1e-16;

/** The logarithm of the gamma function of a positive number. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const at = x - 1;
  const sum = LANCZOS.reduce(
    (total, factor, n) => (n === 0 ? factor : total + factor / (at + n)),
    0,
  );
  const t = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The lower incomplete gamma function of 1/2, regularised: the share of a chi-squared variable below 2x. */
function lowerHalf(x: number): number {
  let term = 2;
  let sum = term;
  for (let n = 1; n < MOST_STEPS && Math.abs(term) > PRECISION * Math.abs(sum); n++) {
    term *= x / (n + 0.5);
    sum += term;
  }
  return sum * Math.sqrt(x / Math.PI) * Math.exp(-x);
}

/** The upper one, by its continued fraction (Lentz's method). */
function upperHalf(x: number): number {
  let b = x + 0.5;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const a = -n * (n - 0.5);
    b += 2;
    d = 1 / (a * d + b || TINY);
    c = b + a / c || TINY;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return fraction * Math.sqrt(x / Math.PI) * Math.exp(-x);
}

/** The complementary error function. */
export function erfc(x: number): number {
  const square = x * x;
  if (x < 0) return 2 - erfc(-x);
  return square < 1.5 ? 1 - lowerHalf(square) : upperHalf(square);
}

/** The share of a beta variable (a, b) below x: the regularised incomplete beta function. */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const log = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  if (x < (a + 1) / (a + b + 2)) return (Math.exp(log) * betaFraction(x, a, b)) / a;
  return 1 - (Math.exp(log) * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || TINY);
  let fraction = d;
  for (let n = 1; n < MOST_STEPS; n++) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    fraction *= d * c;
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) break;
  }
  return fraction;
}

/** Where a rising function reaches a share, between two bounds: bisection, to the last digit. */
export function inverted(share: (x: number) => number, wanted: number, low: number, high: number) {
  let [left, right] = [low, high];
  for (;;) {
    const middle = left + (right - left) / 2;
    if (middle <= left || middle >= right) return middle;
    if (share(middle) < wanted) left = middle;
    else right = middle;
  }
}
