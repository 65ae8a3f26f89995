import type { administration } from './administration';
import { board } from './board';
import type { call } from './call';
import { capacity } from './capacity';
import type { centre } from './centre';
import { common } from './common';
import { consultations } from './consultations';
import { imaging } from './imaging';
import { indicators } from './indicators';
import type { links } from './links';
import type { recognition } from './recognition';
import type { recognitionAdmin } from './recognition-admin';
import type { recognitionRules } from './recognition-rules';
import { referralCases } from './referral-cases';
import { referrals } from './referrals';
import { requests } from './requests';
import type { results } from './results';
import type { rounds } from './rounds';
import type { routing } from './routing';
import type { sends } from './sends';
import type { studies } from './studies';

/** Every phrase as [Chinese, English], so that neither language can miss one. */
export const phrases = {
  ...common,
  ...consultations,
  ...requests,
  ...imaging,
  ...board,
  ...indicators,
  ...referrals,
  ...referralCases,
  ...capacity,
} as const;

/** Of these some come later, with the pages that show them. */
export type Key =
  | keyof typeof phrases
  | keyof typeof administration
  | keyof typeof call
  | keyof typeof centre
  | keyof typeof links
  | keyof typeof results
  | keyof typeof rounds
  | keyof typeof recognition
  | keyof typeof recognitionAdmin
  | keyof typeof recognitionRules
  | keyof typeof routing
  | keyof typeof sends
  | keyof typeof studies;
