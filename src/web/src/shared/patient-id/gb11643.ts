/** Resident identity number by GB 11643-1999: area, birth date, sequence (odd is male), check digit by ISO 7064 MOD 11-2. */
export interface IdentityNumber {
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
}

export type IdentityFault = 'length' | 'characters' | 'area' | 'birthDate' | 'checkDigit';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';
/** First two digits of division codes by GB/T 2260. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);

/** What the number says, or the first thing wrong with it. */
export function readIdentityNumber(typed: string, now: Date): IdentityNumber | IdentityFault {
  const number = typed.trim().toUpperCase();
  if (number.length !== 18) return 'length';
  if (!/^\d{17}[\dX]$/.test(number)) return 'characters';
  if (!provinces.has(number.slice(0, 2))) return 'area';
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isPastDay(birthDate, now)) return 'birthDate';
  const sum = weights.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  if (checkDigits[sum % 11] !== number[17]) return 'checkDigit';
  return { birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' };
}

function isPastDay(day: string, now: Date): boolean {
  const at = new Date(`${day}T00:00:00+08:00`);
  if (Number.isNaN(at.getTime()) || at > now || Number(day.slice(0, 4)) < 1850) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) === day;
}
