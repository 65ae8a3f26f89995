const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them: three digits at most. */
export function bytesText(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** Whole percent, never 100 before the end and never 0 after the beginning. */
export function percentOf(part: number, whole: number): number {
  if (whole <= 0 || part >= whole) return whole <= 0 ? 0 : 100;
  return part <= 0 ? 0 : Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** Seconds left at a rate; undefined while nothing moves. */
export const secondsLeft = (left: number, rate: number): number | undefined => (rate > 0 ? Math.ceil(left / rate) : undefined);
