import { useQuery } from '@tanstack/react-query';
import { request, withQuery } from '@/shared/api/http';
import { anything, list, object, optional, optionalList, record, text } from '@/shared/api/shape';
import type { Instance } from '../series';
import { labelsOf } from '../study-labels';

const series = list(record(object({ vr: optional(text), Value: optionalList(anything) })));

/** Labels of several studies by one search over their series; a study the user may not open is not in the answer. */
export const useStudyLabels = (studies: readonly string[]) =>
  useQuery({
    queryKey: ['study-labels', ...studies],
    queryFn: async ({ signal }) =>
      (await request(withQuery('/dicom-web/series', { StudyInstanceUID: studies.join(','), includefield: 'StudyDescription,StudyDate' }), {
        shape: series,
        signal,
        accept: 'application/dicom+json',
      })) as Instance[],
    select: labelsOf,
    enabled: studies.length > 1,
  });
