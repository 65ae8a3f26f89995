import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explanationShape } from '@/features/recognition/api/shapes';
import { ExplanationSheet } from '@/features/recognition/components/explanation-sheet';
import { referralShape } from '@/features/referrals/api/shapes';
import { PrintReferral } from '@/features/referrals/components/print-referral';
import { PrintReturn } from '@/features/referrals/components/print-return';
import { recognition } from '@/locales/recognition';
import { addPhrases, sentences, switchLanguage } from '@/shared/i18n/i18n';

const patient = { name: '王小满', sex: 'female', age: 61 };

const referral = referralShape.read(
  {
    id: 'r1',
    number: 'ZZ0001',
    direction: 'up',
    lane: 'urgent',
    state: 'reserved',
    version: 2,
    from: { institutionId: 'town', institutionName: '云岭镇卫生院' },
    to: { institutionId: 'county', institutionName: '县人民医院', department: '内科' },
    createdAt: '2026-11-22T00:00:00Z',
    consent: { basis: 'written', signedBy: '王小满', at: '2026-11-22T00:00:00Z' },
    transport: { mode: 'ambulance' },
    reservation: { kind: 'bed', id: 'b1' },
  },
  'referral',
);

const explanation = explanationShape.read(
  {
    number: 'HR0001',
    itemCode: 'HR-001',
    patient: { id: 'pt-1', ...patient },
    prior: { resultId: 'x', performedAt: '2026-11-20T00:00:00Z' },
    reason: { code: 'conditionChanged' },
    explainedAt: '2026-11-22T00:00:00Z',
  },
  'explanation',
);

beforeAll(() => {
  addPhrases(recognition);
  switchLanguage('en');
});
afterAll(() => switchLanguage('zh'));

describe('a document is in Chinese while the page speaks English', () => {
  test.each([
    [
      'the referral form',
      <PrintReferral key="r" referral={referral} patient={patient} />,
      ['女', '优先', '床位', '120 急救', '患者书面同意'],
    ],
    ['the return form', <PrintReturn key="u" up={referral} patient={patient} />, ['女']],
    ['the explanation of a repeat', <ExplanationSheet key="e" sheet={explanation} />, ['女', '病情变化']],
  ])('%s', (_, sheet, words) => {
    const text = renderToStaticMarkup(sheet).replace(/<[^>]*>/g, ' ');
    for (const word of words) expect(text).toContain(word);
    expect(text.replace(/ZZ0001|HR-?0*1|A4/g, '')).not.toMatch(/[A-Za-z]/);
  });
});

test('sentences_are_joined_as_the_language_separates_them', () => {
  expect(sentences(['No such code', 'Too long'])).toBe('No such code; Too long');
  switchLanguage('zh');
  expect(sentences(['没有该代码', '过长'])).toBe('没有该代码；过长');
  switchLanguage('en');
});
