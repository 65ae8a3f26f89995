import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { anything, list, object, optional, optionalList, record, text } from '@/shared/api/shape';
import { type Instance, seriesOf } from '../series';

const attribute = object({ vr: optional(text), Value: optionalList(anything) });
const instances = list(record(attribute));

/** Series of a study by WADO-RS metadata (PS3.18 10.4), and what the decoder wants to know of each image. */
export const useStudySeries = (studyUid: string) =>
  useQuery({
    queryKey: ['study-metadata', studyUid],
    queryFn: async ({ signal }) =>
      seriesOf(
        (await request(`/dicom-web/studies/${studyUid}/metadata`, {
          shape: instances,
          signal,
          accept: 'application/dicom+json',
        })) as Instance[],
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const frameUrl = (studyUid: string, seriesUid: string, sopInstanceUid: string, frame: number) =>
  `${window.location.origin}/dicom-web/studies/${studyUid}/series/${seriesUid}/instances/${sopInstanceUid}/frames/${frame}`;
