import { describe, expect, test } from 'vitest';
import type { Row } from '@/features/referrals/api/shapes';
import { move } from '@/features/referrals/components/use-board-keys';
import { arrivalGroup, daysUntil, followUpGroup, groupArrivals, groupFollowUps, usualFollowUps } from '@/features/referrals/desk';

/** 08:30 in Shanghai on the 22nd; in UTC it is still the same day's night. */
const now = new Date('2026-11-22T00:30:00Z');

const row = (over: Partial<Row>): Row => ({
  id: 'r',
  number: 'ZZ1',
  direction: 'up',
  lane: 'routine',
  state: 'accepted',
  version: 3,
  patient: { id: 'p', name: '甲' },
  from: { name: '卫生院' },
  to: { name: '县医院' },
  createdAt: '2026-11-20T00:00:00Z',
  updatedAt: '2026-11-20T00:00:00Z',
  unread: false,
  ...over,
});

const slot = (start: string) => ({ kind: 'slot', id: 's', start });

describe('the arrivals desk', () => {
  test('a_patient_stands_where_the_desk_looks_for_them', () => {
    expect(arrivalGroup(row({ state: 'inTransit' }), now)).toBe('moving');
    expect(arrivalGroup(row({ state: 'arrived' }), now)).toBe('here');
    expect(arrivalGroup(row({}), now)).toBe('unbooked');
    expect(arrivalGroup(row({ reservation: slot('2026-11-22T07:00:00Z') }), now)).toBe('today');
    expect(arrivalGroup(row({ reservation: slot('2026-11-23T01:00:00Z') }), now)).toBe('later');
    expect(arrivalGroup(row({ reservation: slot('2026-11-21T01:00:00Z') }), now)).toBe('overdue');
    expect(arrivalGroup(row({ clock: { name: 'arrival', dueAt: '2026-11-21T00:00:00Z', breachedAt: '2026-11-21T00:00:00Z' } }), now)).toBe(
      'overdue',
    );
  });

  test('a_slot_after_midnight_in_shanghai_is_of_that_day_though_utc_is_a_day_behind', () => {
    expect(arrivalGroup(row({ reservation: slot('2026-11-22T16:30:00Z') }), now)).toBe('later');
  });

  test('an_emergency_stands_first_in_its_group', () => {
    const rows = [
      row({ id: 'a', state: 'inTransit', updatedAt: '2026-11-21T00:00:00Z' }),
      row({ id: 'b', state: 'inTransit', lane: 'emergency' }),
    ];
    expect(
      groupArrivals(rows, now)
        .get('moving')
        ?.map(({ id }) => id),
    ).toEqual(['b', 'a']);
  });
});

describe('the follow-up list', () => {
  test('days_are_counted_in_shanghai', () => {
    expect(daysUntil('2026-11-22', now)).toBe(0);
    expect(daysUntil('2026-11-21', now)).toBe(-1);
    expect(daysUntil('2026-11-23', new Date('2026-11-22T15:59:00Z'))).toBe(1);
    expect(daysUntil('2026-11-23', new Date('2026-11-22T16:01:00Z'))).toBe(0);
  });

  test('who_is_not_received_yet_comes_first_then_the_overdue', () => {
    const down = { direction: 'down', state: 'underCare' };
    expect(followUpGroup(row({ ...down, state: 'submitted' }), now)).toBe('receive');
    expect(followUpGroup(row({ ...down, followUpDueOn: '2026-11-21' }), now)).toBe('overdue');
    expect(followUpGroup(row({ ...down, followUpDueOn: '2026-11-29' }), now)).toBe('week');
    expect(followUpGroup(row({ ...down, followUpDueOn: '2026-11-30' }), now)).toBe('later');
  });

  test('within_a_group_the_earliest_comes_first', () => {
    const rows = ['2026-11-26', '2026-11-24'].map((dueOn) => row({ id: dueOn, state: 'underCare', followUpDueOn: dueOn }));
    expect(
      groupFollowUps(rows, now)
        .get('week')
        ?.map(({ id }) => id),
    ).toEqual(['2026-11-24', '2026-11-26']);
  });

  test('the_usual_follow_ups_of_a_disease_are_proposed_once_and_the_general_ones_only_without_it', () => {
    const vocabulary = {
      followUpDefaults: [
        { diagnoses: ['I10', 'I11'], afterDays: 14, what: '量血压' },
        { diagnoses: [], afterDays: 7, what: '一般随访' },
      ],
    };
    expect(usualFollowUps({ diagnoses: [{ code: 'I10.x' }, { code: 'I11' }] }, vocabulary, now)).toEqual([
      { dueOn: '2026-12-06', what: '量血压' },
    ]);
    expect(usualFollowUps({ diagnoses: [{ code: 'J18.9' }, {}] }, vocabulary, now)).toEqual([{ dueOn: '2026-11-29', what: '一般随访' }]);
    expect(usualFollowUps({ diagnoses: [] }, undefined, now)).toEqual([]);
  });
});

describe('arrows on the board', () => {
  test('the_first_arrow_lands_on_the_first_card_there_is', () => {
    expect(move(undefined, 'ArrowDown', [0, 2, 1])).toEqual({ column: 1, row: 0 });
    expect(move(undefined, 'ArrowDown', [0, 0])).toBeUndefined();
  });

  test('sideways_an_empty_column_is_passed_over_and_the_row_kept_within_the_next', () => {
    expect(move({ column: 0, row: 3 }, 'ArrowRight', [4, 0, 2])).toEqual({ column: 2, row: 1 });
    expect(move({ column: 2, row: 1 }, 'ArrowRight', [4, 0, 2])).toEqual({ column: 2, row: 1 });
  });

  test('up_and_down_stay_in_the_column', () => {
    expect(move({ column: 0, row: 0 }, 'k', [2])).toEqual({ column: 0, row: 0 });
    expect(move({ column: 0, row: 0 }, 'j', [2])).toEqual({ column: 0, row: 1 });
    expect(move({ column: 0, row: 1 }, 'j', [2])).toEqual({ column: 0, row: 1 });
  });

  test('a_column_that_emptied_meanwhile_starts_over', () => {
    expect(move({ column: 0, row: 1 }, 'j', [0, 1])).toEqual({ column: 1, row: 0 });
  });
});
