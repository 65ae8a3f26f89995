import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { number, object, optional, optionalList, page, type Read, text, withDefault } from '@/shared/api/shape';
import { personName } from './person-name';

const study = object({
  studyInstanceUid: text,
  patientId: optional(text),
  patientName: optional(personName),
  modalities: optionalList(text),
  description: optional(text),
  studyDate: optional(text),
  seriesCount: withDefault(number, 0),
  instanceCount: withDefault(number, 0),
  receivedAt: optional(text),
});

export type Study = Read<typeof study>;

export const studiesKey = ['studies'] as const;

/** Studies of one patient, or the last ones of the user's institution. */
export const useStudies = (patientId: string | undefined) =>
  useQuery({
    queryKey: [...studiesKey, patientId],
    queryFn: ({ signal }) => request(withQuery('/api/v1/imaging/studies', { patientId, limit: 20 }), { shape: page(study), signal }),
  });
