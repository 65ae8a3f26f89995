import { beforeAll, describe, expect, test } from 'vitest';
import { labelsOf, linesOf } from '@/features/capacity/week';
import { referralShape } from '@/features/referrals/api/shapes';
import { ownPhrase, placeText, plainStatus, sideOf } from '@/features/referrals/status';
import { switchLanguage } from '@/shared/i18n/i18n';
import { fittingSize, shortened } from '@/shared/print/print-fit';
import { addDays, weekFrom } from '@/shared/time/days';

const referral = (over: object) =>
  referralShape.read(
    {
      id: 'r1',
      number: 'ZZ0001',
      direction: 'up',
      lane: 'urgent',
      state: 'submitted',
      version: 2,
      from: { institutionId: 'town', institutionName: '云岭镇卫生院' },
      to: { institutionId: 'county', institutionName: '县人民医院', department: '内科' },
      createdAt: '2026-11-22T00:00:00Z',
      ...over,
    },
    'referral',
  );

beforeAll(() => switchLanguage('zh'));

describe('where a referral stands, in words', () => {
  test('each_side_reads_what_it_means_for_them', () => {
    expect(plainStatus(referral({}), 'from')).toBe('已送达县人民医院，等待对方接收。');
    expect(plainStatus(referral({}), 'to')).toContain('云岭镇卫生院请求转入');
    expect(plainStatus(referral({ state: 'redirected' }), 'to')).toContain('请尽快答复');
  });

  test('a_reservation_is_named_and_without_one_nobody_is_sent_off', () => {
    const reservation = { kind: 'bed', id: 'b', label: '内科一病区 3 床' };
    expect(plainStatus(referral({ state: 'reserved', reservation }), 'from')).toContain('内科一病区 3 床');
    expect(plainStatus(referral({ state: 'reserved' }), 'from')).toContain('正在安排');
  });

  test('a_patient_who_came_down_is_not_in_hospital', () => {
    expect(plainStatus(referral({ state: 'underCare', direction: 'down' }), 'to')).toContain('随访');
    expect(ownPhrase({ state: 'underCare', direction: 'down' })).toBe('ownReferral.down.underCare');
  });

  test('an_open_loop_names_the_return_it_waits_for', () => {
    const open = { state: 'completed', returnedBy: { id: 'r2', number: 'ZZ0002' } };
    expect(plainStatus(referral(open), 'from')).toContain('ZZ0002');
    expect(plainStatus(referral({ ...open, state: 'closed' }), 'from')).not.toContain('ZZ0002');
  });

  test('a_case_that_closed_by_itself_says_why', () => {
    expect(plainStatus(referral({ state: 'closed', closedBy: { text: '患者已在市医院住院' } }), 'to')).toContain('患者已在市医院住院');
  });

  test('an_authority_is_neither_side', () => {
    expect(sideOf('bureau', referral({}))).toBe('other');
    expect(sideOf('county', referral({}))).toBe('to');
    expect(sideOf(undefined, referral({}))).toBe('other');
  });

  test('a_slot_is_told_with_its_time_in_shanghai', () => {
    expect(placeText({ kind: 'slot', id: 's', label: '内科门诊', start: '2026-11-23T01:30:00Z' })).toBe('内科门诊 11-23 09:30');
    expect(placeText({ kind: 'bed', id: 'b' })).toBe('床位');
  });
});

describe('one page of print', () => {
  test('the_largest_size_that_fits_is_taken', () => {
    expect(fittingSize((points) => points > 9)).toEqual({ points: 9, fits: true });
    expect(fittingSize(() => true)).toEqual({ points: 7, fits: false });
  });

  test('a_text_is_cut_with_a_mark_and_never_grows', () => {
    expect(shortened('一二三四', 4)).toBe('一二三四');
    expect(shortened('一二三四五', 4)).toBe('一二三…');
  });
});

describe('the week of clinics', () => {
  test('seven_days_go_over_the_new_year', () => {
    expect(weekFrom('2026-12-29').at(-1)).toBe('2027-01-04');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  test('slots_stand_in_one_line_per_clinic_by_their_day_in_shanghai', () => {
    const slot = (id: string, start: string, doctor?: string) => ({
      id,
      start,
      length: 15,
      department: '内科',
      state: 'free',
      withdrawn: false,
      ...(doctor && { practitioner: { id: doctor, name: doctor } }),
    });
    const lines = linesOf([slot('a', '2026-11-23T00:00:00Z'), slot('b', '2026-11-23T16:30:00Z'), slot('c', '2026-11-23T00:00:00Z', '甲')]);
    expect(lines.map(({ key }) => key)).toEqual(['内科|', '内科|甲']);
    expect([...(lines[0]?.byDay.keys() ?? [])]).toEqual(['2026-11-23', '2026-11-24']);
  });

  test('bed_labels_are_read_from_lines_and_commas_each_once', () => {
    expect(labelsOf('1床、2床\n3床, 1床 ')).toEqual(['1床', '2床', '3床']);
  });
});
