import { describe, expect, test } from 'vitest';
import type { Catalogue } from '@/features/recognition/api/catalogue';
import '@/features/recognition/admin-phrases';
import { bodyOf, countChanges, type ItemRule, newItem, newReason, readDraft } from '@/features/recognition/draft';
import { faultsOf, placeFaults, settings } from '@/features/recognition/draft-faults';
import { leftText } from '@/features/recognition/spans';

const whole = {
  region: '5201',
  version: 3,
  approvedBy: '甲',
  effectiveTo: '2027-01-01',
  source: '方案',
  mode: 'open',
  unknown: { kept: true },
  items: [
    { code: 'A', windowHours: 24, diseases: [{ codes: ['I63*'], windowHours: 12, unknown: 1 }], unknown: 1 },
    { code: 'B', windowHours: null, negative: { reason: { zh: '快', en: 'fast' }, unknown: 1 } },
  ],
  relations: [{ code: 'mark', on: false, text: { zh: '标识', en: 'mark' }, source: '号' }],
  specialties: [{ department: '儿科', quiet: false, items: ['A'], reason: { zh: '快', en: 'fast' } }],
  reasons: [{ code: 'other', text: { zh: '其他', en: 'other' }, needsComment: true, statutory: '号' }],
};
const shown = { version: '3', mode: 'open' } as Catalogue;
const draft = readDraft(whole);
const [a, b] = draft.items as [ItemRule, ItemRule];
const withFirst = (change: Partial<ItemRule>) => ({ ...draft, items: [{ ...a, ...change }, b] });

describe('a draft of the rules', () => {
  test('without_changes_everything_goes_on_and_only_the_version_is_a_base', () => {
    const body = bodyOf(whole, shown, draft, { approver: '乙', effectiveFrom: '2026-12-01' });
    const { version, approvedBy, effectiveTo, ...kept } = whole;
    expect(body).toMatchObject({ ...kept, baseVersion: version, approver: '乙', effectiveFrom: '2026-12-01' });
    for (const member of ['version', 'approvedBy', 'effectiveTo', 'checkHours', 'sampling']) expect(body).not.toHaveProperty(member);
    expect(countChanges(draft, readDraft(whole))).toBe(0);
    expect(faultsOf(draft).size).toBe(0);
  });

  test('rows_changed_added_and_taken_away_are_counted_each_once', () => {
    expect(countChanges(draft, withFirst({ windowHours: 48 }))).toBe(1);
    expect(countChanges(draft, { ...draft, items: [a, b, newItem('C', '丙', 'lab')] })).toBe(1);
    expect(countChanges(draft, { ...draft, specialties: [], reasons: [...draft.reasons, newReason], mode: 'strict' })).toBe(3);
    // Without the first, the second is the same row at another place.
    expect(countChanges(draft, { ...draft, items: [b] })).toBe(1);
  });

  test('what_the_server_would_refuse_is_said_at_its_field', () => {
    const broken = withFirst({
      windowHours: null,
      diseases: [
        { codes: ['I6*'], windowHours: null },
        { codes: [], windowHours: 24 },
      ],
    });
    expect(Object.keys(faultsOf(broken).get(broken.items[0]) ?? {})).toEqual([
      'diseases',
      'diseases[0].codes',
      'diseases[0].windowHours',
      'diseases[1].codes',
    ]);
    const gone = { ...draft, items: [b], reasons: [...draft.reasons, { ...newReason, code: 'other' }], source: ' ' };
    expect(faultsOf(gone).get(gone.specialties[0])).toEqual({ items: '目录内没有 A' });
    expect(faultsOf(gone).get(gone.reasons[1])).toEqual({ text: '须有中英文说明', code: '该代码已有' });
    expect(faultsOf(gone).get(settings)).toEqual({ source: '必填' });
  });

  test('what_the_server_says_goes_to_its_row_and_leaves_with_it', () => {
    const said = [{ code: 'invalid', text: '无效' }];
    const { faults, left } = placeFaults({ 'items[1].windowHours': said, sampling: said, 'items[9].code': said, approver: said }, draft);
    expect(faults.get(b)).toEqual({ windowHours: '无效' });
    expect(faults.get(settings)).toEqual({ sampling: '无效' });
    expect(faults.get({ ...b, windowHours: 1 })).toBeUndefined();
    expect(Object.keys(left)).toEqual(['items[9].code', 'approver']);
  });
});

test('what_is_left_of_a_window_is_told_in_days_and_near_its_end_in_hours', () => {
  const now = new Date('2026-11-22T00:00:00Z');
  expect(leftText('2026-12-16T01:00:00Z', now)).toBe('剩 24 天');
  expect(leftText('2026-11-22T05:30:00Z', now)).toBe('剩 5 小时 30 分钟');
  expect(leftText('2026-11-21T00:00:00Z', now)).toBe('');
});
