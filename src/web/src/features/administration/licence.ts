const day = 24 * 60 * 60 * 1000;
const soonDays = 60;

export interface LicenceState {
  readonly tone: 'expired' | 'soon' | 'fine';
  /** Whole days that are left; nought on the last day, below nought afterwards. */
  readonly days: number;
}

/**
 * How long a licence still holds.
 * @param validTo its last day, as `2026-11-22`
 * @param today the day in Shanghai
 */
export function licenceState(validTo: string, today: string): LicenceState {
  const days = Math.round((Date.parse(validTo.slice(0, 10)) - Date.parse(today)) / day);
  return { tone: days < 0 ? 'expired' : days <= soonDays ? 'soon' : 'fine', days };
}
