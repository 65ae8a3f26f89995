import { flag, number, object, optional, type Read, text } from '@/shared/api/shape';

export const patientShape = object({
  id: text,
  name: text,
  sex: optional(text),
  birthDate: optional(text),
  age: optional(number),
  idType: optional(text),
  maskedIdNumber: optional(text),
  phoneMasked: optional(text),
  address: optional(text),
  identityChecked: optional(flag),
  guardian: optional(object({ name: optional(text), relation: optional(text) })),
});

export type Patient = Read<typeof patientShape>;

export const idTypes = ['01', '02', '03', '04', '05', '06', '07', '111', '99'] as const;
export const verifications = ['manual', 'cardRead', 'face', 'none'] as const;
export const guardianRelations = ['parent', 'grandparent', 'spouse', 'child', 'sibling', 'relative', 'organisation'] as const;
