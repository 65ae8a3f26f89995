import { translateValue } from '@/shared/i18n/i18n';
import type { Dimension } from './api/measures';

/** How a row is called: by the server, or by the page where the server gives only the key. */
export function rowName(by: Dimension, { key, name }: { readonly key: string; readonly name: string }): string {
  if (name && name !== key) return name;
  if (by === 'relation') return translateValue('relation', key || 'none');
  if (by === 'reason') return translateValue('declineReason', key);
  if (by === 'specialty' && key === '') return translateValue('specialty', 'none');
  return key;
}
