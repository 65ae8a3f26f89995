import type { DraftName } from '@/shared/drafts/draft';
import type { Consultation } from './api/shapes';

interface FormPatient {
  readonly id: string;
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
  readonly birthDate?: string;
  readonly maskedIdNumber?: string;
  readonly identityChecked?: boolean;
}

/** What the one-page request holds while it is written; members are named as the server names them. */
export interface RequestForm {
  readonly patient?: FormPatient;
  readonly kind?: string;
  readonly mode?: string;
  readonly urgency?: string;
  readonly invited?: {
    readonly institutionId?: string;
    readonly department?: string;
    readonly practitionerId?: string;
    readonly minimumTitle?: string;
  };
  readonly reason?: string;
  readonly purpose?: string;
  readonly summary?: {
    readonly complaint?: string;
    readonly history?: string;
    readonly findings?: string;
    readonly diagnoses?: readonly ({ readonly code?: string; readonly text?: string } | undefined)[];
    readonly treatment?: string;
  };
  readonly studies?: readonly string[];
  readonly consent?: { readonly basis?: string; readonly signedBy?: string; readonly at?: string };
}

/** The unsent form of a new request, or of one draft that the server has. */
export const requestDraft = (owner: string, id?: string): DraftName => ({
  owner,
  form: id ? `consultation-request-${id}` : 'consultation-request',
  version: 1,
});

export const emptyRequest = (now: Date): RequestForm => ({
  kind: 'clinical',
  mode: 'asynchronous',
  urgency: 'routine',
  summary: { diagnoses: [{}] },
  studies: [],
  consent: { basis: 'written', at: now.toISOString() },
});

/** A draft on the server as the form holds it. */
export function formOf(draft: Consultation): RequestForm {
  const { patient, patientId, kind, mode, urgency, invited, reason, purpose, summary, studies, consent } = draft;
  const { institutionId, department, practitionerId, minimumTitle } = invited;
  const diagnoses = summary.diagnoses.length > 0 ? summary.diagnoses : [{}];
  const member = { institutionId, department, practitionerId, minimumTitle };
  return {
    patient: { ...patient, id: patientId },
    kind,
    mode,
    urgency,
    invited: member,
    reason,
    purpose,
    summary: { ...summary, diagnoses },
    studies,
    consent,
  };
}

const codeSystem = 'icd10-cn';

/** The body of `POST /consultations`. */
export function requestBody(form: RequestForm, submit: boolean) {
  const { patient, summary, consent, invited, ...rest } = form;
  const diagnoses = (summary?.diagnoses ?? [])
    .filter((each): each is { code?: string; text?: string } => !!(each?.text?.trim() || each?.code?.trim()))
    .map(({ code, text }) => ({ system: codeSystem, code: code?.trim().toUpperCase() || null, text: text?.trim() ?? '' }));
  return {
    ...rest,
    patientId: patient?.id,
    invited: { ...invited, practitionerId: invited?.practitionerId ?? null },
    summary: { ...summary, diagnoses },
    studies: form.studies ?? [],
    results: [],
    consent: consent?.basis && consent.signedBy ? { ...consent, signedBy: consent.signedBy.trim() } : null,
    submit,
  };
}

/** Whether anything was written that is worth keeping. */
export const isWorthKeeping = (form: RequestForm) =>
  !!(
    form.patient ||
    form.reason ||
    form.purpose ||
    form.invited?.institutionId ||
    form.studies?.length ||
    Object.values(form.summary ?? {}).some((part) => typeof part === 'string' && part)
  );
