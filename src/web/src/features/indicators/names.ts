import { translateValue } from '@/shared/i18n/i18n';
import type { By } from './filter';

/** How a row is called: by the server, or by the page where the server gives only the key. */
export function rowName(by: By, { key, name }: { readonly key: string; readonly name: string }): string {
  if (name && name !== key) return name;
  if (by === 'level') return translateValue('tier', key);
  if (by === 'lane') return translateValue('urgency', key);
  return key;
}
