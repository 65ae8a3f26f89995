import { describe, expect, test } from 'vitest';
import { resultShape } from '@/features/results/api/shapes';
import { csvOf } from '@/features/results/csv';
import { flagOf, rangeText, trendsOf } from '@/features/results/trend';

const row = (id: string, performedAt: string, value: unknown, more: object = {}, result: object = {}) =>
  resultShape.read(
    {
      id,
      performedAt,
      category: 'lab',
      values: [{ code: 'K', name: '钾', value, unit: 'mmol/L', low: 3.5, high: 5.3, ...more }],
      ...result,
    },
    'row',
  );

describe('trends', () => {
  test('numbers_of_one_analyte_run_oldest_first_with_the_newest_limits', () => {
    const [trend, ...others] = trendsOf([
      row('b', '2026-11-02T00:00:00Z', 4.1),
      row('a', '2026-11-01T00:00:00Z', '3.3', { low: 3.0 }),
      row('c', '2026-11-03T00:00:00Z', '6.8'),
    ]);
    expect(others).toEqual([]);
    expect(trend?.points.map(({ value }) => value)).toEqual([3.3, 4.1, 6.8]);
    expect(trend).toMatchObject({ name: '钾', unit: 'mmol/L', low: 3.5, high: 5.3 });
  });

  test('another_unit_a_text_and_a_voided_result_are_not_drawn', () => {
    const rows = [
      row('a', '2026-11-03T00:00:00Z', 4.1),
      row('b', '2026-11-02T00:00:00Z', 16, { unit: 'mg/dL' }),
      row('c', '2026-11-01T00:00:00Z', '<0.01'),
      row('d', '2026-10-01T00:00:00Z', 4.4, {}, { voided: { reason: '标本溶血' } }),
    ];
    expect(trendsOf(rows)).toEqual([]);
  });

  test('limits_flag_what_the_hospital_did_not', () => {
    const value = { name: 'K', value: '6', low: '3.5', high: '5.3' };
    expect(flagOf(value)).toBe('high');
    expect(flagOf({ ...value, value: '3' })).toBe('low');
    expect(flagOf({ ...value, value: '4' })).toBeUndefined();
    expect(flagOf({ ...value, value: '4', flag: 'critical' })).toBe('critical');
    expect(flagOf({ ...value, value: '阴性' })).toBeUndefined();
  });

  test('limits_read_as_laboratories_print_them', () => {
    expect([rangeText({ low: 3.5, high: 5.3 }), rangeText({ high: 5 }), rangeText({ low: 1 }), rangeText({})]).toEqual([
      '3.5–5.3',
      '≤ 5',
      '≥ 1',
      '',
    ]);
  });
});

describe('tables for Excel', () => {
  test('quotes_and_line_breaks_keep_their_cell_and_no_cell_starts_a_formula', () => {
    expect(csvOf([['a"b', 'x\ny', '=1+1', -3]])).toBe('\uFEFF"a""b","x\ny","\'=1+1","-3"\r\n');
  });
});
