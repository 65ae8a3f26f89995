const dayLength = 86_400_000;

/** A day (`2026-11-21`) so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(new Date(`${day}T00:00:00Z`).getTime() + days * dayLength).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Seven days from a first one. */
export const weekFrom = (first: string): string[] => Array.from({ length: 7 }, (_, index) => addDays(first, index));
