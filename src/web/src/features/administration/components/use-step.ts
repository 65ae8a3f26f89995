import { App, Form, type FormInstance } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';

export interface Failure {
  readonly error: unknown;
  /** What the server says of fields that the form does not show. */
  readonly details: readonly string[];
}

export interface Step<V> {
  readonly form: FormInstance<V>;
  readonly failure?: Failure;
  readonly isSaving: boolean;
  finish(values: V): void;
  forget(): void;
}

/** `aeTitles[2]` of the server is one field of the form. */
const inLists = (problem: ApiProblem) =>
  Object.fromEntries(Object.keys(problem.fields).map((field) => [field, field.replace(/\[\d+\]$/, '')]));

/** A form that is sent once: faults stand beside their fields, the rest above the form. */
export function useStep<V extends object>(submit: (values: V) => Promise<unknown>, onDone: () => void): Step<V> {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<V>();
  const [failure, setFailure] = useState<Failure>();
  const [isSaving, setSaving] = useState(false);
  const finish = async (values: V) => {
    setSaving(true);
    setFailure(undefined);
    try {
      await submit(values);
      void message.success(t('admin.saved'));
      onDone();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error, inLists(error)) : [] });
    } finally {
      setSaving(false);
    }
  };
  return { form, failure, isSaving, finish: (values) => void finish(values), forget: () => setFailure(undefined) };
}
