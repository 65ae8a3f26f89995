import { type ComponentType, createContext, useContext } from 'react';

export interface ChosenPatient {
  readonly id: string;
  readonly name: string;
}

/** Parts of the round's pages that belong to other features; the route brings them. */
export interface RoundParts {
  /** A whole case: record, images, opinion, talk and call. */
  readonly Case: ComponentType<{ readonly id: string }>;
  readonly PatientField: ComponentType<{
    readonly value?: ChosenPatient;
    readonly onChange?: (patient: ChosenPatient | undefined) => void;
  }>;
  readonly InvitedFields: ComponentType<{ readonly service: string | undefined; readonly from: string | undefined }>;
  readonly PractitionerField: ComponentType<{
    readonly institutionId: string;
    readonly department?: string;
    readonly value?: string[];
    readonly onChange?: (ids: string[]) => void;
  }>;
}

export const RoundPartsContext = createContext<RoundParts | null>(null);

export function useRoundParts(): RoundParts {
  const parts = useContext(RoundPartsContext);
  if (!parts) throw new Error('useRoundParts needs the round route around it.');
  return parts;
}
