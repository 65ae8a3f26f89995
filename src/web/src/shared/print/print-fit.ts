/** Sizes of the print in points, from the usual to the smallest that is still read without glasses. */
const sizes = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7] as const;

/**
 * The first size at which the sheet keeps within its page; the smallest if none does.
 * @param overflows lays the sheet out at a size and says whether something hangs over
 */
export function fittingSize(overflows: (points: number) => boolean): { readonly points: number; readonly fits: boolean } {
  for (const points of sizes) if (!overflows(points)) return { points, fits: true };
  return { points: sizes[sizes.length - 1] ?? 7, fits: false };
}

/** A text cut to so many characters with a mark, for what does not fit at the smallest size. */
export const shortened = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`);

/** How long a single text may be on a page that is still too full, halved until it fits. */
export const lengthSteps = [4000, 1200, 800, 500, 300, 180, 120] as const;
