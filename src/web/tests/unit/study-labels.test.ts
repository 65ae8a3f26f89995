import { afterEach, describe, expect, test } from 'vitest';
import type { Instance } from '@/features/imaging/series';
import { labelsOf, wordsOf } from '@/features/imaging/study-labels';
import { switchLanguage } from '@/shared/i18n/i18n';

const series = (study: string, modality: string, images: number, more: Instance = {}): Instance => ({
  '0020000D': { Value: [study] },
  '00080060': { Value: [modality] },
  '00201209': { Value: [images] },
  ...more,
});

const words = (...found: Instance[]) => [...labelsOf(found).values()].map(wordsOf);

describe('what a study is called', () => {
  afterEach(() => switchLanguage('zh'));

  test('kind_description_day_and_the_images_of_all_series', () => {
    const described = { '00081030': { Value: ['胸部增强'] }, '00080020': { Value: ['20260801'] }, '00180015': { Value: ['CHEST'] } };
    expect(words(series('1', 'CT', 300, described), series('2', 'US', 9), series('1', 'SR', 1))).toEqual([
      'CT/报告 · 胸部增强 · 2026-08-01 · 301 幅',
      '超声 · 9 幅',
    ]);
  });

  test('the_part_of_the_body_where_nobody_described_it_in_the_language_of_the_reader', () => {
    const chest = series('1', 'DX', 2, { '00180015': { Value: ['CHEST'] } });
    expect(words(chest)).toEqual(['X 线 DR · 胸部 · 2 幅']);
    switchLanguage('en');
    expect(words(chest)).toEqual(['X-ray DR · Chest · 2 images']);
  });

  test('codes_without_a_phrase_are_shown_as_they_came_and_nothing_is_made_up', () => {
    expect(words(series('1', 'XX', 0, { '00180015': { Value: ['TAIL'] } }))).toEqual(['XX · TAIL']);
    expect(words({ '0020000D': { Value: ['1'] } })).toEqual(['']);
  });
});
