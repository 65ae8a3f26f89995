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

/** Where a case opens; whether the user may see it is for the server to say there. */
export const casePath = (category: string, id: string): string =>
  `/${category === 'referral' ? 'referrals' : 'cases'}/${encodeURIComponent(id)}`;
