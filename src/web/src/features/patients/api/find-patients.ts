import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { page } from '@/shared/api/shape';
import { patientShape } from './shapes';

const documentNumber = /^[0-9A-Za-z]{6,}$/;

/** What was typed is a document number or part of a name; nothing typed gives the recent patients. */
function queryFor(typed: string) {
  if (!typed) return { limit: 20 };
  return documentNumber.test(typed) ? { idType: '01', idNumber: typed.toUpperCase() } : { name: typed, limit: 20 };
}

export const usePatients = (typed: string, enabled: boolean) =>
  useQuery({
    queryKey: ['patients', typed],
    // Not in an address: those are kept in histories and logs.
    queryFn: ({ signal }) => request('/api/v1/patients/find', { method: 'POST', body: queryFor(typed), shape: page(patientShape), signal }),
    placeholderData: keepPreviousData,
    enabled,
    // Names and numbers of patients do not stay in memory longer than the list is shown.
    gcTime: 0,
  });
