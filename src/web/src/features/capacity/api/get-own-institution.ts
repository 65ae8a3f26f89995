import { useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { object, optional, optionalList, page, text } from '@/shared/api/shape';

const institution = object({ id: text, name: text, departments: optionalList(text) });
const doctor = object({ id: text, name: text, department: optional(text) });

/** The user's institution with its departments. */
export const useInstitution = (id: string | undefined) =>
  useQuery({
    queryKey: ['institution', id],
    queryFn: ({ signal }) => request(`/api/v1/institutions/${encodeURIComponent(id ?? '')}`, { shape: institution, signal }),
    enabled: !!id,
    staleTime: 5 * 60_000,
  });

/** Its doctors, who may hold a clinic. */
export const useDoctors = (institutionId: string | undefined) =>
  useQuery({
    queryKey: ['practitioners', institutionId],
    queryFn: ({ signal }) =>
      request(`/api/v1/practitioners?institutionId=${encodeURIComponent(institutionId ?? '')}&limit=200`, { shape: page(doctor), signal }),
    enabled: !!institutionId,
    staleTime: 5 * 60_000,
  });
