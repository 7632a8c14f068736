import { Fails, INVALID, testAnswers } from './text/answers.fixture.ts';

testAnswers({
  'format: whole numbers': [
    ["format('%,d|%+d|%(d', 1234567, 5, -5)", '1,234,567|+5|(5)'],
    ["format('%05d|%-5d|%5d', 42, 42, 42)", '00042|42   |   42'],
    ["format('%x|%#X|%o', 255, 255, -1)", 'ff|0XFF|1777777777777777777777'],
    ["format('%d', 1.5)", INVALID],
  ],
  'format: halves are rounded away from zero, by the shortest digits': [
    ["format('%.2f', 1.005e0)", '1.01'],
    ["format('%.1f|%4.2s', CAST(NULL AS double), NULL)", 'n|  nu'],
    ["format('%.1f|%.0f', 0.25, 2.5)", '0.3|3'],
    ["format('%e|%.2E', 12345.678e0, 0.00012e0)", '1.234568e+04|1.20E-04'],
    ["format('%g|%g|%.3g', 0.0001, 0.00001, 99999.0)", '0.000100000|1.00000e-05|1.00e+05'],
    ["format('%,.2f', 1234.5)", '1,234.50'],
  ],
  'format: texts, indexes, NULL': [
    ["format('%2$s %1$s %<s', 'a', 'b')", 'b a a'],
    ["format('%5.2s|%-3S|', 'abc', 'x')", '   ab|X  |'],
    ["format('%s %b', NULL, true)", 'null true'],
    ["format('100%%%n', 1)", '100%\n'],
    ["format('%s', 1e0)", '1.0'],
    [
      "format('%s %s', DATE '2024-02-29', TIMESTAMP '2024-02-29 10:00:00')",
      '2024-02-29 2024-02-29T10:00',
    ],
  ],
  'format: what is wrong': [
    ["format('%s')", new Fails('SYNTAX_ERROR')],
    ["format('%s', ARRAY[1])", new Fails('NOT_SUPPORTED')],
    ["format('%d', 'a')", INVALID],
    ["format('%s %s', 'a')", INVALID],
    ["format('%y', 'a')", INVALID],
    ["format('%-d', 1)", INVALID],
    ["format('%tY', DATE '2024-02-29')", new Fails('NOT_SUPPORTED')],
  ],
  sizes: [
    ["parse_data_size('2.5MB')", '2621440'],
    ["parse_data_size('2.5XB')", INVALID],
    ['format_number(987)', '987'],
    ['format_number(123456)', '123K'],
    ['format_number(-1250000)', '-1.25M'],
  ],
  'names of types': [
    ["typeof('abc')", 'varchar(3)'],
    ['typeof(ARRAY[1.5])', 'array(decimal(2,1))'],
    ['typeof(NULL)', 'unknown'],
  ],
});
