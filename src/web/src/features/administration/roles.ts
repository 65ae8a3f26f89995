import type { Role } from '@/shared/session/session';

export const roles: readonly Role[] = ['physician', 'office', 'healthAuthority', 'insurer', 'resident', 'auditor', 'administrator'];

export interface Needs {
  readonly practitioner: boolean;
  /** Its own, or that of the practitioner. */
  readonly institution: boolean;
  readonly area: boolean;
  readonly patient: boolean;
}

/** What an account has to say besides its roles. */
export const needsOf = (chosen: readonly string[]): Needs => ({
  practitioner: chosen.includes('physician'),
  institution: chosen.includes('office'),
  area: chosen.includes('healthAuthority') || chosen.includes('insurer'),
  patient: chosen.includes('resident'),
});
