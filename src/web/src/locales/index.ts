import { board } from './board';
import { capacity } from './capacity';
import { common } from './common';
import { consultations } from './consultations';
import { imaging } from './imaging';
import { indicators } from './indicators';
import { referralCases } from './referral-cases';
import { referrals } from './referrals';
import { requests } from './requests';

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

export type Key = keyof typeof phrases;
