import { currentLanguage } from '@/shared/i18n/i18n';
import { type Shape, ShapeError } from './shape';

/** A phrase in the language asked for, or in both. */
export const phrase: Shape<string> = {
  read(value, path) {
    if (typeof value === 'string') return value;
    const both = value as { readonly zh?: unknown; readonly en?: unknown } | null;
    const found = typeof both === 'object' && both !== null ? (currentLanguage() === 'en' ? (both.en ?? both.zh) : both.zh) : undefined;
    if (typeof found !== 'string') throw new ShapeError(path, 'a phrase');
    return found;
  },
};
