import type { FunctionSpec, Macro } from '../contract.ts';
import { calls, invalid, spec } from '../writing.ts';

const ofVectors = (name: string, about: string, macro: string): FunctionSpec =>
  spec(name, [`${name}(array(double), array(double)) double`], about, calls(macro));

export const FUNCTIONS: readonly FunctionSpec[] = [
  ofVectors('dot_product', 'The dot product of two vectors.', 'tg_dot_product'),
  ofVectors('euclidean_distance', 'The distance of two points.', 'tg_euclidean_distance'),
  ofVectors('cosine_similarity', 'The cosine of the angle of two vectors.', 'tg_cosine'),
  spec(
    'cosine_similarity',
    ['cosine_similarity(map(varchar, double), map(varchar, double)) double'],
    'The cosine of the angle of two sparse vectors; NULL where one is empty.',
    calls('tg_sparse_cosine'),
  ),
  ofVectors('cosine_distance', '1 less the cosine of the angle of two vectors.', '1 - tg_cosine'),
];

const anyNull = (list: string) => `len(list_filter(${list}, lambda tg_x: tg_x IS NULL)) > 0`;
const checked = (body: string) =>
  `CASE WHEN a IS NULL OR b IS NULL THEN NULL
    WHEN len(a) <> len(b) THEN ${invalid("'The arguments must have the same length'")}
    WHEN ${anyNull('a')} OR ${anyNull('b')} THEN NULL ELSE ${body} END`;
const total = (list: string) => `coalesce(list_sum(${list}), CAST(0 AS DOUBLE))`;

export const MACROS: readonly Macro[] = [
  `tg_dots(a, b) AS ${total('list_transform(a, lambda tg_x, tg_i: tg_x * b[tg_i])')}`,
  `tg_dot_product(a, b) AS ${checked('tg_dots(a, b)')}`,
  `tg_euclidean_distance(a, b) AS ${checked(`sqrt(${total('list_transform(a, lambda tg_x, tg_i: (tg_x - b[tg_i]) * (tg_x - b[tg_i]))')})`)}`,
  `tg_cosine(a, b) AS ${checked(`CASE WHEN tg_dots(a, a) = 0 OR tg_dots(b, b) = 0
    THEN ${invalid("'Vector magnitude cannot be zero'")}
    ELSE tg_dots(a, b) / sqrt(tg_dots(a, a) * tg_dots(b, b)) END`)}`,
  `tg_sparse_cosine(a, b) AS CASE WHEN tg_dots(map_values(a), map_values(a)) > 0 AND tg_dots(map_values(b), map_values(b)) > 0
    THEN ${total('list_transform(map_keys(a), lambda tg_k: a[tg_k] * b[tg_k])')}
      / (sqrt(tg_dots(map_values(a), map_values(a))) * sqrt(tg_dots(map_values(b), map_values(b)))) END`,
];
