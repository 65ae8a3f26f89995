import { describe, expect, test } from 'vitest';
import { totalOf } from '@/features/board/stages';
import { searchOf } from '@/features/indicators/api/list-cases';
import { drillOf, mainPart } from '@/features/indicators/drill';
import { type Filter, queryOf } from '@/features/indicators/filter';
import { inOrder, ranked } from '@/features/indicators/ranking';
import { sectionsOf } from '@/features/indicators/sections';
import { formatBare, formatCount, formatFigure, meetsTarget, progressTo } from '@/shared/numbers/figure';
import { addMonths, monthsBetween, valuesOf } from '@/shared/time/months';

describe('numbers as text', () => {
  test('a_ratio_has_one_decimal_with_and_without_its_sign', () => {
    expect(formatFigure(100 / 3, '%')).toBe('33.3%');
    expect(formatBare(100 / 3, '%')).toBe('33.3');
    expect(formatFigure(75, '%')).toBe('75.0%');
    expect(formatFigure(2.25, '‰')).toBe('2.3‰');
  });

  test('nothing_to_divide_by_is_no_nought', () => {
    expect(formatFigure(undefined, '%')).toBe('—');
    expect(formatFigure(0, '%')).toBe('0.0%');
  });

  test('minutes_become_hours_and_days_where_nobody_counts_minutes', () => {
    expect([45, 120, 121, 60 * 71, 60 * 72].map((value) => formatFigure(value, 'min'))).toEqual([
      '45 分钟',
      '120 分钟',
      '2.0 小时',
      '71.0 小时',
      '3.0 天',
    ]);
  });

  test('counts_are_grouped_and_an_unknown_unit_is_shown_as_it_came', () => {
    expect(formatCount(1284567)).toBe('1,284,567');
    expect(formatFigure(1284, 'cases')).toBe('1,284 例');
    expect(formatFigure(3, '元')).toBe('3 元');
  });
});

describe('targets', () => {
  test('a_figure_that_shall_fall_is_done_at_or_below', () => {
    expect(meetsTarget(10, 10, 'down')).toBe(true);
    expect(meetsTarget(11, 10, 'down')).toBe(false);
    expect(meetsTarget(10, 11, 'up')).toBe(false);
    expect(meetsTarget(undefined, 10, 'up')).toBeUndefined();
  });

  test('progress_ends_at_a_hundred_only_when_the_target_is_met', () => {
    expect(progressTo(74.99, 75, 'up')).toBe(99);
    expect(progressTo(75, 75, 'up')).toBe(100);
    expect(progressTo(20, 10, 'down')).toBe(50);
    expect(progressTo(0, 10, 'down')).toBe(100);
  });
});

const row = (key: string, value: number | undefined, denominator?: number) => ({ key, name: key, numerator: 1, denominator, value });

describe('ranking', () => {
  test('equal_values_share_a_place_and_no_value_has_none', () => {
    const places = ranked([row('a', 50, 40), row('b', undefined), row('c', 80, 9), row('d', 50, 12)], 'up');
    expect(places.map(({ row: { key }, place, few }) => [key, place, few])).toEqual([
      ['c', 1, true],
      ['a', 2, false],
      ['d', 2, false],
      ['b', undefined, false],
    ]);
  });

  test('where_less_is_better_the_smallest_is_first', () => {
    expect(ranked([row('a', 3), row('b', 1)], 'down')[0]?.row.key).toBe('b');
  });

  test('lanes_keep_their_own_order_and_months_run_on', () => {
    const keys = (by: Filter['by'], rows: string[]) =>
      inOrder(
        rows.map((key, index) => row(key, index)),
        by,
        'up',
      ).map(({ key }) => key);
    expect(keys('lane', ['routine', 'emergency', 'urgent'])).toEqual(['emergency', 'urgent', 'routine']);
    expect(keys('month', ['2026-01', '2026-02'])).toEqual(['2026-01', '2026-02']);
    expect(keys('county', ['x', 'y'])).toEqual(['y', 'x']);
  });
});

describe('months and drill-down', () => {
  test('months_run_over_the_turn_of_the_year', () => {
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-11', 14)).toBe('2028-01');
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  test('a_number_asks_for_its_cases_with_the_filter_that_made_it', () => {
    const filter: Filter = { from: '2026-01', to: '2026-11', by: 'county', narrow: { lane: 'emergency' } };
    const drill = drillOf({ code: 'arrival-rate', name: '到诊率', unit: '%' }, filter, 'numerator', { key: '520181', name: '石门县' });
    expect(drill.path).toBe('arrival-rate/cases');
    expect(drill.query).toEqual({ ...queryOf(filter), key: '520181', part: 'numerator' });
    expect(drill.query.lane).toBe('emergency');
  });

  test('a_count_opens_what_it_counts_and_a_ratio_all_that_was_looked_at', () => {
    expect([mainPart('cases'), mainPart('%'), mainPart('min')]).toEqual(['numerator', 'denominator', 'numerator']);
  });
});

describe('months without anything', () => {
  test('a_count_is_nought_and_a_ratio_has_no_value', () => {
    const rows = [{ key: '2026-02', value: 5 }];
    expect(valuesOf(['2026-01', '2026-02'], rows, 'cases')).toEqual([0, 5]);
    expect(valuesOf(['2026-01', '2026-02'], rows, '%')).toEqual([undefined, 5]);
  });

  test('the_row_of_what_was_left_blank_can_be_opened', () => {
    expect(searchOf({ by: 'reason', key: '', county: undefined })).toBe('by=reason&key=');
  });
});

describe('sections', () => {
  test('each_indicator_stands_in_one_section_and_unknown_ones_are_not_lost', () => {
    const codes = ['up-rate', 'consultation-refusal-rate', 'refusal-rate', 'late-records', 'clocks-kept', 'something-new'];
    expect(sectionsOf(codes.map((code) => ({ code }))).map(({ section, items }) => [section, items.map(({ code }) => code)])).toEqual([
      ['referral', ['up-rate', 'refusal-rate']],
      ['consultation', ['consultation-refusal-rate']],
      ['service', ['clocks-kept', 'something-new']],
      ['quality', ['late-records']],
    ]);
  });
});

describe('open cases', () => {
  test('the_sum_counts_no_case_twice', () => {
    const byStage = { open: 9, waiting: 4, moving: 5, ended: 70 };
    expect(totalOf({ byStage, byLane: {}, byStageLane: {} })).toBe(9);
    expect(totalOf({ byStage, byLane: { routine: 9 }, byStageLane: {} })).toBe(9);
    expect(totalOf({ total: 8, byStage, byLane: {}, byStageLane: {} })).toBe(8);
  });
});
