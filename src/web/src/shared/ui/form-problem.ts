import type { FormInstance } from 'antd';
import type { ApiProblem } from '@/shared/api/problem';

/** `summary.diagnoses[0].code` as antd names a field. */
export function fieldPath(field: string): (string | number)[] {
  return field
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/**
 * Puts what the server says beside the fields it speaks of.
 * @param rename fields that the form holds under another name
 * @returns texts whose field the form does not show
 */
export function showFieldProblems(form: FormInstance, problem: ApiProblem, rename: Readonly<Record<string, string>> = {}): string[] {
  const left: string[] = [];
  let first: (string | number)[] | undefined;
  for (const [field, found] of Object.entries(problem.fields)) {
    const name = fieldPath(rename[field] ?? field);
    const errors = found.map(({ text }) => text);
    const shown = form.getFieldInstance(name) !== undefined || form.getFieldsError([name])[0] !== undefined;
    if (shown) form.setFields([{ name, errors }]);
    else left.push(...errors);
    first ??= shown ? name : undefined;
  }
  if (first) form.scrollToField(first, { block: 'center', focus: true });
  return left;
}
