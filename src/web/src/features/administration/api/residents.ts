import { useMutation } from '@tanstack/react-query';
import { request } from '@/shared/api/http';
import { flag, object, page, type Read, text, withDefault } from '@/shared/api/shape';

const resident = object({ id: text, name: text, maskedIdNumber: text, identityChecked: withDefault(flag, false) });
export type Resident = Read<typeof resident>;

const documentNumber = /^(?=.*\d)[0-9A-Za-z]{6,}$/;

/** A document number rather than a name. */
export const isNumber = (typed: string) => documentNumber.test(typed);

/** Persons by the whole document number, or by the whole name where they were registered; names and numbers stay out of addresses. */
export const useIdentify = () =>
  useMutation({
    mutationFn: ({ typed, institutionId }: { readonly typed: string; readonly institutionId?: string }) =>
      request('/api/v1/patients/identify', {
        method: 'POST',
        body: isNumber(typed) ? { idType: '01', idNumber: typed.toUpperCase() } : { name: typed, institutionId },
        shape: page(resident),
      }),
    gcTime: 0,
  });
