// What the server checks of an institution's codes, so that a slip of the pen is seen while typing.

const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Organisation code with its check character (GB 11714-1997). */
export function isOrganisationCode(code: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return false;
  const sum = organisationWeights.reduce((total, weight, place) => total + weight * Number.parseInt(code.charAt(place), 36), 0);
  return code.charAt(8) === '0123456789X'.charAt((11 - (sum % 11)) % 11);
}

/** Unified social credit code with both check characters (GB 32100-2015). */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code) || !isOrganisationCode(code.slice(8, 17))) return false;
  const sum = creditWeights.reduce((total, weight, place) => total + weight * creditLetters.indexOf(code.charAt(place)), 0);
  return code.charAt(17) === creditLetters.charAt((31 - (sum % 31)) % 31);
}

export type LicenceParts = Record<'organisation' | 'division' | 'economy' | 'category' | 'management', string>;

/** The parts of a licence number of 22 places (WS 218-2002); nothing when it is not one. */
export function licenceParts(code: string): LicenceParts | undefined {
  const found = /^([0-9A-Z]{8}[0-9X])([1-8]\d{5})(\d{2})([A-Z]\d{3})([1-9])$/.exec(code);
  if (!found) return undefined;
  const [, organisation = '', division = '', economy = '', category = '', management = ''] = found;
  return { organisation, division, economy, category, management };
}

/** Both in one city: the first four digits. */
export const isSameCity = (one: string, other: string) => one.slice(0, 4) === other.slice(0, 4);

/** An application entity's title (PS3.5 §6.2, AE). */
export const isAeTitle = (title: string) => /^[ -[\]-~]{1,16}$/.test(title) && title.trim() === title;
