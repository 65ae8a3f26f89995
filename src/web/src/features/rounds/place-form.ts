import type { ChosenPatient } from './parts';

/** One inpatient as the form holds it. */
export interface PlaceForm {
  readonly patient?: ChosenPatient;
  readonly ward?: string;
  readonly bed?: string;
  readonly reason?: string;
  readonly complaint?: string;
  readonly history?: string;
  readonly diagnosis?: string;
  readonly consent?: { readonly basis?: string; readonly signedBy?: string };
}

/** The next patient lies mostly in the same ward and is seen for the same reason. */
export const placeAfter = (before: PlaceForm | undefined): PlaceForm => ({
  ward: before?.ward,
  reason: before?.reason,
  consent: { basis: 'written' },
});

/** A place of `POST /rounds`; several diagnoses are parted by a semicolon. */
export function placeBody({ patient, ward, bed, reason, complaint, history, diagnosis, consent }: PlaceForm, now: Date) {
  const diagnoses = (diagnosis ?? '')
    .split(/[;；\n]/)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => ({ text }));
  return {
    patientId: patient?.id,
    ward: ward?.trim() || undefined,
    bed: bed?.trim().replace(/ *床$/, ''), // lists say "12 床": who types the word has it once
    reason,
    summary: { complaint, history, diagnoses },
    consent: consent?.basis && consent.signedBy ? { basis: consent.basis, signedBy: consent.signedBy.trim(), at: now.toISOString() } : null,
  };
}

/** `places[1].summary.history` of the server is a field of the second patient's form. */
export function fieldOfPlace(field: string): string {
  return field
    .replace(/\.patientId$/, '.patient')
    .replace(/\.summary\.diagnoses.*$/, '.diagnosis')
    .replace('.summary.', '.')
    .replace(/\.consent$/, '.consent.signedBy');
}
