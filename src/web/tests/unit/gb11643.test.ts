import { describe, expect, test } from 'vitest';
import { readIdentityNumber } from '@/shared/patient-id/gb11643';

const now = new Date('2026-11-21T12:00:00+08:00');

/** The recursive form of ISO 7064 MOD 11-2, where the code under test uses weights. */
function withCheckDigit(digits: string): string {
  let pure = 0;
  for (const digit of digits) pure = ((pure + Number(digit)) * 2) % 11;
  const check = (12 - pure) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}

describe('resident identity number', () => {
  test('a_valid_number_tells_birth_date_and_sex', () => {
    expect(readIdentityNumber(withCheckDigit('52010119700308143'), now)).toEqual({ birthDate: '1970-03-08', sex: 'male' });
    expect(readIdentityNumber(withCheckDigit('52010119850615002'), now)).toEqual({ birthDate: '1985-06-15', sex: 'female' });
  });

  test('the_example_of_the_standard_is_valid_as_it_is_usually_typed', () => {
    expect(readIdentityNumber('11010519491231002X', now)).toEqual({ birthDate: '1949-12-31', sex: 'female' });
    expect(readIdentityNumber(' 11010519491231002x ', now)).toEqual({ birthDate: '1949-12-31', sex: 'female' });
  });

  test('each_single_wrong_digit_is_found', () => {
    const number = withCheckDigit('52010119700308143');
    for (let at = 6; at < 17; at++) {
      const other = number.slice(0, at) + String((Number(number[at]) + 1) % 10) + number.slice(at + 1);
      expect(typeof readIdentityNumber(other, now), other).toBe('string');
    }
  });

  test('the_fault_is_named', () => {
    expect(readIdentityNumber('5201', now)).toBe('length');
    expect(readIdentityNumber('5201011970030814AX', now)).toBe('characters');
    expect(readIdentityNumber(withCheckDigit('99010119700308143'), now)).toBe('area');
    expect(readIdentityNumber(withCheckDigit('52010119700230143'), now)).toBe('birthDate');
    expect(readIdentityNumber(withCheckDigit('52010120270101143'), now)).toBe('birthDate');
    expect(readIdentityNumber('110105194912310021', now)).toBe('checkDigit');
  });
});
