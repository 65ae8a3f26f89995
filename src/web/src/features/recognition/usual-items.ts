import type { StandardItem } from './api/shapes';

const most = 20;
const key = (userId: string) => `telemed.items.${userId}`;

interface Used extends StandardItem {
  readonly n: number;
}

function read(userId: string): Used[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key(userId)) ?? '[]');
    return Array.isArray(found) ? (found as Used[]).filter(({ code, name }) => typeof code === 'string' && typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** What this doctor orders, most ordered first; codes and names of items only. */
export const usualItems = (userId: string): readonly StandardItem[] => read(userId).toSorted((a, b) => b.n - a.n);

export function rememberItem(userId: string, { code, name, category }: StandardItem): void {
  const before = read(userId);
  const n = (before.find((item) => item.code === code)?.n ?? 0) + 1;
  const kept = [{ code, name, category, n }, ...before.filter((item) => item.code !== code)].toSorted((a, b) => b.n - a.n).slice(0, most);
  try {
    localStorage.setItem(key(userId), JSON.stringify(kept));
  } catch {
    // A full or closed storage only costs the short cut.
  }
}
