import type { DraftName } from '@/shared/drafts/draft';
import type { Referral } from './api/shapes';

export interface FormPatient {
  readonly id: string;
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
  readonly birthDate?: string;
  readonly maskedIdNumber?: string;
  readonly identityChecked?: boolean;
}

export interface PlanForm {
  readonly medication?: string;
  readonly rehabilitation?: string;
  readonly warningSigns?: string;
  readonly followUps?: readonly ({ readonly dueOn?: string; readonly what?: string } | undefined)[];
}

/** What the one-page referral holds while it is written; members are named as the server names them. */
export interface ReferralForm {
  readonly patient?: FormPatient;
  readonly direction?: string;
  readonly lane?: string;
  readonly to?: { readonly institutionId?: string; readonly department?: string };
  /** Why not the receiver that the rules prefer. */
  readonly relationReason?: string;
  readonly reasonCode?: string;
  readonly reasonComment?: string;
  readonly criteria?: readonly string[];
  readonly diagnoses?: readonly ({ readonly code?: string; readonly text?: string } | undefined)[];
  readonly summary?: {
    readonly impression?: string;
    readonly presentIllness?: string;
    readonly history?: string;
    readonly treatment?: string;
    readonly examinations?: string;
    readonly cautions?: string;
  };
  /** Of a patient who goes down. */
  readonly plan?: PlanForm;
  readonly transport?: { readonly mode?: string; readonly escort?: string; readonly needs?: string };
  readonly studies?: readonly string[];
  readonly consent?: { readonly basis?: string; readonly signedBy?: string; readonly at?: string };
  readonly consultationId?: string;
  readonly returnOf?: string;
}

/** The unsent form of a new referral, or of one draft that the server has. */
export const referralDraft = (owner: string, id?: string): DraftName => ({
  owner,
  form: id ? `referral-${id}` : 'referral',
  version: 1,
});

export const emptyReferral = (now: Date): ReferralForm => ({
  direction: 'up',
  lane: 'routine',
  diagnoses: [{}],
  criteria: [],
  studies: [],
  transport: { mode: 'own' },
  consent: { basis: 'written', at: now.toISOString() },
});

/** A draft on the server as the form holds it. */
export function formOf(draft: Referral): ReferralForm {
  const { patient, patientId, direction, lane, to, reason, criteria, diagnoses, summary, transport, studies, consent, consultationId } =
    draft;
  return {
    patient: patient && patientId ? { ...patient, id: patientId } : undefined,
    direction,
    lane,
    to: { institutionId: to.institutionId || undefined, department: to.department },
    relationReason: draft.relationReason,
    reasonCode: reason?.code,
    reasonComment: reason?.comment,
    plan: draft.plan,
    criteria: criteria.map(({ code }) => code),
    diagnoses: diagnoses.length > 0 ? diagnoses : [{}],
    summary,
    transport,
    studies,
    consent,
    consultationId,
    returnOf: draft.returnOf?.id,
  };
}

const codeSystem = 'icd10-cn';

/** Diagnoses as the server takes them, without rows that were left empty. */
export const diagnosesBody = (rows: ReferralForm['diagnoses']) =>
  (rows ?? [])
    .filter((each): each is { code?: string; text?: string } => !!(each?.text?.trim() || each?.code?.trim()))
    .map(({ code, text }) => ({ system: codeSystem, code: code?.trim().toUpperCase() || null, text: text?.trim() ?? '' }));

/** A plan as the server takes it, without follow-ups that were left empty. */
export const planBody = ({ medication, rehabilitation, warningSigns, followUps }: PlanForm) => ({
  medication,
  rehabilitation,
  warningSigns,
  followUps: (followUps ?? []).filter((each) => each?.dueOn && each.what?.trim()),
});

/** The body of `POST /referrals`. */
export function referralBody(form: ReferralForm, submit: boolean) {
  const { patient, transport, consent, diagnoses, consultationId, returnOf, plan, ...rest } = form;
  return {
    ...rest,
    patientId: patient?.id,
    to: form.to ?? {},
    diagnoses: diagnosesBody(diagnoses),
    summary: form.summary ?? {},
    criteria: form.criteria ?? [],
    transport: transport?.mode ? transport : null,
    studies: form.studies ?? [],
    results: [],
    consent: consent?.basis && consent.signedBy ? { ...consent, signedBy: consent.signedBy.trim() } : null,
    ...(form.direction === 'down' && plan && { plan: planBody(plan) }),
    ...(consultationId && { consultationId }),
    ...(returnOf && { returnOf }),
    submit,
  };
}

/** Whether anything was written that is worth keeping. */
export const isWorthKeeping = (form: ReferralForm) =>
  !!(
    form.patient ||
    form.to?.institutionId ||
    form.reasonCode ||
    form.criteria?.length ||
    form.studies?.length ||
    Object.values(form.summary ?? {}).some((part) => part)
  );
