import { object, optional, type Read, text } from '@/shared/api/shape';

/** A case as a figure opens down to it: no person in it, so that it may stand on an administrator's screen. */
export const caseLine = object({
  category: text,
  id: text,
  number: text,
  at: optional(text),
  from: optional(text),
  to: optional(text),
  state: text,
});

export type CaseLine = Read<typeof caseLine>;

const rooms: Readonly<Record<string, string>> = {
  referral: 'referrals',
  consultation: 'cases',
  institution: 'indicators/institutions',
  result: 'results',
  recognition: 'recognition/checks',
  round: 'rounds',
};

/** False for what is counted but has no page of its own, such as a visit. */
export const hasPage = (category: string): boolean => category in rooms;

/** Where a case opens, or an institution where institutions are counted; whether the user may see it is for the server to say there. */
export const casePath = (category: string, id: string): string => `/${rooms[category] ?? 'cases'}/${encodeURIComponent(id)}`;
