import { get, type Owned, put, remove } from './database';

interface DraftRecord<T> extends Owned {
  readonly value: T;
  readonly savedAt: string;
}

/** One unsent form of one user. Another version of the form never reads the old one's fields. */
export interface DraftName {
  readonly owner: string;
  readonly form: string;
  readonly version: number;
}

const keyOf = ({ owner, form, version }: DraftName) => `${owner}|${form}|${version}`;

export async function saveDraft<T>(name: DraftName, value: T, now: Date): Promise<void> {
  const record: DraftRecord<T> = { key: keyOf(name), owner: name.owner, value, savedAt: now.toISOString() };
  await put('drafts', record);
}

export async function loadDraft<T>(name: DraftName): Promise<{ readonly value: T; readonly savedAt: string } | undefined> {
  return get<DraftRecord<T>>('drafts', name.owner, keyOf(name));
}

export const dropDraft = (name: DraftName) => remove('drafts', keyOf(name));
