import { type ComponentType, createContext, useContext } from 'react';

export interface OrderPatient {
  readonly id: string;
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
  readonly birthDate?: string;
  readonly maskedIdNumber?: string;
}

/** Parts of these pages that belong to other features; the routes bring them. */
export interface RecognitionParts {
  readonly PatientField: ComponentType<{ readonly value?: OrderPatient; readonly onChange?: (patient: OrderPatient | undefined) => void }>;
  readonly Result: ComponentType<{ readonly id: string; readonly patient: { readonly name: string }; readonly imagesOpen?: boolean }>;
  readonly usePatient: (id: string | undefined) => {
    readonly data: OrderPatient | undefined;
    readonly isPending: boolean;
    readonly error: unknown;
    refetch(): unknown;
  };
  /** Fetches the viewer ahead of time when there are images. */
  readonly useImagesAhead: (wanted: boolean) => void;
}

export const RecognitionPartsContext = createContext<RecognitionParts | null>(null);

export function useParts(): RecognitionParts {
  const parts = useContext(RecognitionPartsContext);
  if (!parts) throw new Error('useParts needs a recognition route around it.');
  return parts;
}
