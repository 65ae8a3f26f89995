import { describe, expect, test } from 'vitest';
import type { Catalogue } from '@/features/recognition/api/catalogue';
import { countChanges, draftOf, noChanges } from '@/features/recognition/draft';
import { leftText } from '@/features/recognition/spans';

const whole = {
  region: '5201',
  version: 3,
  approvedBy: '甲',
  effectiveTo: '2027-01-01',
  mode: 'open',
  unknown: { kept: true },
  items: [
    { code: 'A', windowHours: 24, unknown: 1 },
    { code: 'B', windowHours: null },
  ],
  relations: [{ code: 'mark', on: false }],
  specialties: [{ department: '儿科', quiet: false }],
};
const shown = { version: '3', mode: 'open' } as Catalogue;

describe('a draft of the rules', () => {
  test('without_changes_everything_goes_on_and_only_the_version_is_a_base', () => {
    const draft = draftOf(whole, shown, noChanges, { approver: '乙', effectiveFrom: '2026-12-01' });
    expect(draft).toMatchObject({
      baseVersion: 3,
      approver: '乙',
      effectiveFrom: '2026-12-01',
      mode: 'open',
      items: whole.items,
      unknown: { kept: true },
    });
    expect(draft).not.toHaveProperty('version');
    expect(draft).not.toHaveProperty('approvedBy');
    expect(draft).not.toHaveProperty('effectiveTo');
  });

  test('changes_touch_their_item_alone_and_never_is_null', () => {
    const changes = {
      ...noChanges,
      items: { A: { never: true }, B: { never: false, windowHours: 48 } },
      relations: { mark: true },
      specialties: { 0: { quiet: true } },
    };
    const draft = draftOf(whole, shown, changes, {});
    expect(draft.items).toEqual([
      { code: 'A', windowHours: null, unknown: 1 },
      { code: 'B', windowHours: 48 },
    ]);
    expect(draft.relations).toEqual([{ code: 'mark', on: true }]);
    expect(draft.specialties).toEqual([{ department: '儿科', quiet: true }]);
    expect(countChanges(changes)).toBe(4);
  });
});

test('what_is_left_of_a_window_is_told_in_days_and_near_its_end_in_hours', () => {
  const now = new Date('2026-11-22T00:00:00Z');
  expect(leftText('2026-12-16T01:00:00Z', now)).toBe('剩 24 天');
  expect(leftText('2026-11-22T05:30:00Z', now)).toBe('剩 5 小时 30 分钟');
  expect(leftText('2026-11-21T00:00:00Z', now)).toBe('');
});
