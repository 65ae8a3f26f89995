import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Key, phrases } from '@/locales';

export type Language = 'zh' | 'en';
export type { Key };

type Values = Record<string, string | number>;

const storageKey = 'telemed.language';
const resourceOf = (index: 0 | 1) => Object.fromEntries(Object.entries(phrases).map(([key, pair]) => [key, pair[index]]));

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  resources: { zh: { translation: resourceOf(0) }, en: { translation: resourceOf(1) } },
  lng: localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh',
  fallbackLng: 'zh',
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
});

export { i18n };

export const currentLanguage = (): Language => (i18n.language === 'en' ? 'en' : 'zh');

export const translate = (key: Key, values?: Values): string => i18n.t(key, values ?? {});

export function switchLanguage(language: Language) {
  localStorage.setItem(storageKey, language);
  void i18n.changeLanguage(language);
  markDocument();
}

/** The phrase for a value of an open set: what the server may add later is shown as it came. */
export function translateValue(set: string, value: string): string {
  const key = `${set}.${value}`;
  return key in phrases ? translate(key as Key) : value;
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
