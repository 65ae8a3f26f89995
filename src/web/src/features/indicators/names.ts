import { translateValue } from '@/shared/i18n/i18n';
import type { By } from './filter';

/** How a row is called: places and reasons by the server, what the page itself knows by the page. */
export function rowName(by: By, { key, name }: { readonly key: string; readonly name: string }): string {
  if (by === 'level') return translateValue('tier', key);
  if (by === 'lane') return translateValue('urgency', key);
  return name || key;
}
