import { type ComponentType, createContext, type ReactNode, useContext } from 'react';
import type { Consultation } from '../api/shapes';

/** Parts of the case page that belong to other features; the route brings them. */
export interface CaseParts {
  readonly InvitedFields: ComponentType<{ readonly service: string | undefined; readonly from: string | undefined }>;
  readonly PractitionerField: ComponentType<{
    readonly institutionId: string;
    readonly department?: string;
    /** The kind of service that is to be given. */
    readonly service: string;
    readonly value?: string[];
    readonly onChange?: (ids: string[]) => void;
  }>;
  readonly StudiesField: ComponentType<{
    readonly patient?: { readonly id: string; readonly name: string };
    readonly value?: string[];
    readonly onChange?: (uids: string[]) => void;
  }>;
  readonly Images: ComponentType<{ readonly consultation: Consultation }>;
  /** The live room of a case; `Call` and `Talk` are shown inside it. */
  readonly Room: ComponentType<{
    readonly consultationId: string;
    readonly kind: string;
    readonly number: string;
    readonly children: ReactNode;
  }>;
  readonly Call: ComponentType;
  readonly Talk: ComponentType;
  /** Images that are looked at together. */
  readonly Showing: ComponentType<{ readonly onFollow: () => void }>;
  /** Fetches the viewer ahead of time when there are images. */
  readonly useImagesAhead: (wanted: boolean) => void;
  readonly usePractitionerNames: (institutionId: string) => ReadonlyMap<string, string>;
}

export const CasePartsContext = createContext<CaseParts | null>(null);

export function useCaseParts(): CaseParts {
  const parts = useContext(CasePartsContext);
  if (!parts) throw new Error('useCaseParts needs the case route around it.');
  return parts;
}
