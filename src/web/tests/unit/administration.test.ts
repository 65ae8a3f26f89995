import { describe, expect, test } from 'vitest';
import { isAeTitle, isCreditCode, isOrganisationCode, isSameCity, licenceParts } from '@/features/administration/codes';
import { stepsOf } from '@/features/administration/connection';
import { licenceState } from '@/features/administration/licence';
import { needsOf, roles } from '@/features/administration/roles';
import { temporaryPassword } from '@/features/administration/temporary-password';

describe('a temporary password', () => {
  test('can_be_read_out_and_is_another_one_each_time', () => {
    const many = Array.from({ length: 500 }, temporaryPassword);
    for (const password of many) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{4}-[a-km-zA-HJ-NP-Z2-9]{4}-[a-km-zA-HJ-NP-Z2-9]{4}$/);
    expect(new Set(many).size).toBe(500);
  });

  test('prefers_no_letter', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 2000; i++)
      for (const letter of temporaryPassword().replaceAll('-', '')) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    // 24 000 letters over 56: about 429 each, with a deviation of 21.
    expect(counts.size).toBe(56);
    for (const count of counts.values()) expect(Math.abs(count - 429)).toBeLessThan(150);
  });
});

describe('codes of an institution', () => {
  test('a_credit_code_with_one_wrong_place_is_seen', () => {
    // The worked examples of GB 11714 and GB 32100.
    expect(isOrganisationCode('D2143569X')).toBe(true);
    expect(isOrganisationCode('D21435690')).toBe(false);
    const good = '91350100M000100Y43';
    expect(isCreditCode(good)).toBe(true);
    for (let place = 0; place < 18; place++) {
      const wrong = `${good.slice(0, place)}${good.charAt(place) === '5' ? '6' : '5'}${good.slice(place + 1)}`;
      expect(isCreditCode(wrong), wrong).toBe(false);
    }
    expect(isCreditCode('')).toBe(false);
  });

  test('a_licence_number_falls_into_its_parts', () => {
    expect(licenceParts('12345678X52018111A1001')).toEqual({
      organisation: '12345678X',
      division: '520181',
      economy: '11',
      category: 'A100',
      management: '1',
    });
    expect(licenceParts('12345678X52018111A100')).toBeUndefined();
    expect(licenceParts('12345678X92018111A1001')).toBeUndefined();
    expect(isSameCity('520181', '520100')).toBe(true);
    expect(isSameCity('520181', '520281')).toBe(false);
  });

  test('an_ae_title_is_short_and_plain', () => {
    expect(['CITY_PACS', 'A', 'SIXTEEN-LETTERS1'].every(isAeTitle)).toBe(true);
    expect(['', 'SEVENTEEN-LETTERS', 'A\\B', ' A', 'A ', '影像'].some(isAeTitle)).toBe(false);
  });
});

describe('what an administrator may do next', () => {
  test('only_legal_steps_of_a_connection_are_offered', () => {
    expect(stepsOf('registered')).toEqual(['startTrial', 'connect']);
    expect(stepsOf('trial')).toEqual(['connect', 'suspend']);
    expect(stepsOf('connected')).toEqual(['suspend']);
    expect(stepsOf('suspended')).toEqual(['reinstate']);
    expect(stepsOf('somethingNew')).toEqual([]);
  });

  test('a_licence_is_marked_for_its_last_sixty_days', () => {
    expect(licenceState('2026-11-22', '2026-11-22')).toEqual({ tone: 'soon', days: 0 });
    expect(licenceState('2027-01-21', '2026-11-22')).toEqual({ tone: 'soon', days: 60 });
    expect(licenceState('2027-01-22', '2026-11-22')).toEqual({ tone: 'fine', days: 61 });
    expect(licenceState('2026-11-21', '2026-11-22').tone).toBe('expired');
  });

  test('a_role_says_what_else_an_account_needs', () => {
    expect(needsOf(['physician'])).toMatchObject({ practitioner: true, area: false });
    expect(needsOf(['office']).institution).toBe(true);
    expect(needsOf(['insurer']).area).toBe(true);
    expect(needsOf(['resident']).patient).toBe(true);
    expect(Object.values(needsOf(['auditor', 'administrator'])).some(Boolean)).toBe(false);
    expect(roles).toHaveLength(7);
  });
});
