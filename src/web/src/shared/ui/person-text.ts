import { translate, translateValue } from '@/shared/i18n/i18n';

/** `男 · 56 岁`, leaving out what is not known. */
export function sexAndAge(person: { readonly sex?: string; readonly age?: number }): string {
  const parts = [];
  if (person.sex) parts.push(translateValue('sex', person.sex));
  if (person.age !== undefined) parts.push(translate('age.years', { count: person.age }));
  return parts.join(' · ');
}
