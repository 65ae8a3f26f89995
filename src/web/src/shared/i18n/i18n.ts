import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Key, phrases } from '@/locales';

export type Language = 'zh' | 'en';
export type { Key };

type Values = Record<string, string | number>;

type Pairs = Readonly<Record<string, readonly [string, string]>>;

const storageKey = 'telemed.language';
const known = new Set(Object.keys(phrases));
const resourceOf = (pairs: Pairs, index: 0 | 1) => Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[index]]));

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  resources: { zh: { translation: resourceOf(phrases, 0) }, en: { translation: resourceOf(phrases, 1) } },
  lng: localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh',
  fallbackLng: 'zh',
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
});

export { i18n };

/** Phrases of pages that are fetched when they are opened, so that the first page does not carry them. */
export function addPhrases(pairs: Pairs) {
  i18n.addResourceBundle('zh', 'translation', resourceOf(pairs, 0), true, true);
  i18n.addResourceBundle('en', 'translation', resourceOf(pairs, 1), true, true);
  for (const key of Object.keys(pairs)) known.add(key);
}

export const currentLanguage = (): Language => (i18n.language === 'en' ? 'en' : 'zh');

export const translate = (key: Key, values?: Values): string => i18n.t(key, values ?? {});

/** Sentences one after the other, as the language separates them. */
export const sentences = (parts: readonly (string | false | undefined)[]): string =>
  parts.filter(Boolean).join(currentLanguage() === 'en' ? '; ' : '；');

export function switchLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
  void i18n.changeLanguage(language);
  markDocument();
}

/** The phrase for a value of an open set: what the server may add later is shown as it came. */
export function translateValue(set: string, value: string): string {
  const key = `${set}.${value}`;
  return known.has(key) ? translate(key as Key) : value;
}

/** Re-renders when the language changes. */
export function useText() {
  useTranslation(undefined, { i18n });
  return { t: translate, tv: translateValue, language: currentLanguage() };
}

function markDocument() {
  document.documentElement.lang = currentLanguage() === 'en' ? 'en' : 'zh-CN';
  document.title = translate('app.name');
}

markDocument();
