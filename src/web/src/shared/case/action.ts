import { flag, list, object, optionalList, type Read, text, withDefault } from '@/shared/api/shape';

const actionShape = object({
  action: text,
  needs: optionalList(text),
  reasons: optionalList(object({ code: text, text, commentRequired: withDefault(flag, false) })),
});

/** Answer of `GET …/actions`. */
export const actionsShape = list(actionShape);

/** One thing this user may do now. */
export type Action = Read<typeof actionShape>;

export interface ActionField {
  readonly name: string;
  readonly required: boolean;
}

/**
 * The fields of an action's form, in reading order. A new need of the server is asked for even if this page has not heard of it.
 * @param takes what each action takes besides what it must have
 */
export function fieldsOf({ action, needs, reasons }: Action, takes: Readonly<Record<string, readonly string[]>>): ActionField[] {
  const names = new Set([
    ...(reasons.length > 0 && !needs.includes('reasonCode') ? ['reasonCode'] : []),
    ...(takes[action] ?? []),
    ...needs,
  ]);
  if (reasons.length > 0) names.add('comment');
  return [...names].map((name) => ({ name, required: needs.includes(name) || (name === 'reasonCode' && reasons.length > 0) }));
}

/** What was filled in, without what was left empty. */
export const filledIn = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)),
  );
