import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { flag, number, object, optional, optionalList, type Read, text, withDefault } from '@/shared/api/shape';

const vocabulary = object({
  reasons: optionalList(object({ code: text, text, commentRequired: withDefault(flag, false) })),
  declineReasons: optionalList(object({ code: text, text })),
  criteria: optionalList(object({ code: text, text, source: optional(text), markers: withDefault(flag, false) })),
  followUpDefaults: optionalList(
    object({ disease: text, name: optional(text), diagnoses: optionalList(text), afterDays: number, what: text }),
  ),
});

export type Vocabulary = Read<typeof vocabulary>;

/** Reasons, criteria and follow-up rules of the region's policy pack. */
export const useVocabulary = (direction: string | undefined) =>
  useQuery({
    queryKey: ['referral-vocabulary', direction],
    queryFn: ({ signal }) => request(withQuery('/api/v1/referrals/vocabulary', { direction }), { shape: vocabulary, signal }),
    enabled: !!direction,
    staleTime: 5 * 60_000,
  });
