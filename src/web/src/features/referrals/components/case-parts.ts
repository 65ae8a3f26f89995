import { type ComponentType, createContext, useContext } from 'react';
import type { FormPatient } from '../referral-form';

export interface ChosenPlace {
  readonly kind: 'slot' | 'bed';
  readonly id: string;
}

export interface PlaceFieldProps {
  readonly institutionId: string;
  readonly department?: string;
  /** Beds first: the patient comes by ambulance. */
  readonly bedsFirst?: boolean;
  readonly value?: ChosenPlace;
  readonly onChange?: (place: ChosenPlace | undefined) => void;
}

/** Parts of the pages that belong to other features; the routes bring them. */
export interface ReferralParts {
  readonly PatientField: ComponentType<{ readonly value?: FormPatient; readonly onChange?: (patient: FormPatient | undefined) => void }>;
  readonly StudiesField: ComponentType<{
    readonly patient?: { readonly id: string; readonly name: string };
    readonly value?: string[];
    readonly onChange?: (uids: string[]) => void;
  }>;
  readonly PlaceField: ComponentType<PlaceFieldProps>;
  readonly DoctorField: ComponentType<{
    readonly institutionId: string;
    readonly value?: string;
    readonly onChange?: (id: string | undefined) => void;
  }>;
  readonly Images: ComponentType<{
    readonly consultation: { readonly studies: readonly string[]; readonly patient: { readonly name: string } };
  }>;
  readonly PatientLine: ComponentType<{ readonly patientId: string; readonly currentCaseId?: string }>;
  /** Fetches the viewer ahead of time when there are images. */
  readonly useImagesAhead: (wanted: boolean) => void;
}

export const ReferralPartsContext = createContext<ReferralParts | null>(null);

export function useParts(): ReferralParts {
  const parts = useContext(ReferralPartsContext);
  if (!parts) throw new Error('useParts needs a referral route around it.');
  return parts;
}
