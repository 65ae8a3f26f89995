import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { anything, list, object, optional, optionalList, record, text } from '@/shared/api/shape';
import { kindOf } from '../objects';
import { type Instance, seriesOf } from '../series';

const attribute = object({ vr: optional(text), Value: optionalList(anything), BulkDataURI: optional(text), InlineBinary: optional(text) });
const instances = list(record(attribute));

const metadataOf = (studyUid: string) => ({
  queryKey: ['study-metadata', studyUid],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
    (await request(`/dicom-web/studies/${studyUid}/metadata`, {
      shape: instances,
      signal,
      accept: 'application/dicom+json',
    })) as Instance[],
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 60_000,
});

/** Every instance of a study by WADO-RS metadata (PS3.18 10.4). */
export const useStudyInstances = (studyUid: string) => useQuery({ ...metadataOf(studyUid), enabled: !!studyUid });

/** Series of pictures, and what the decoder wants to know of each image. */
export const useStudySeries = (studyUid: string) => useQuery({ ...metadataOf(studyUid), select: pictures });

const pictures = (all: Instance[]) => seriesOf(all.filter((instance) => kindOf(instance) === 'images'));

export const frameUrl = (studyUid: string, seriesUid: string, sopInstanceUid: string, frame: number) =>
  `${window.location.origin}/dicom-web/studies/${studyUid}/series/${seriesUid}/instances/${sopInstanceUid}/frames/${frame}`;
