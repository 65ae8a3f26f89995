import type { DraftName } from '@/shared/drafts/draft';

/** What the one-page request holds while it is written. */
export interface RequestForm {
  readonly reason?: string;
}

export const requestDraft = (owner: string): DraftName => ({ owner, form: 'consultation-request', version: 1 });
