import { describe, expect, test } from 'vitest';
import { ApiProblem, readProblem } from '@/shared/api/problem';
import { list, number, object, optional, optionalList, ShapeError, text } from '@/shared/api/shape';
import { StableKey } from '@/shared/api/stable-key';
import { fieldPath } from '@/shared/ui/form-problem';

const shape = object({ id: text, age: optional(number), tags: optionalList(text), parts: list(object({ uid: text })) });

describe('answers of the server', () => {
  test('null_and_absent_are_the_same_and_unknown_members_are_dropped', () => {
    const read = shape.read({ id: 'a', age: null, parts: [{ uid: '1', more: true }], extra: 1 }, 'x');
    expect(read).toEqual({ id: 'a', age: undefined, tags: [], parts: [{ uid: '1' }] });
  });

  test('a_wrong_member_is_named_by_its_path_and_not_by_its_value', () => {
    const read = () => shape.read({ id: 'a', parts: [{ uid: '1' }, { uid: 7351 }] }, '/patients');
    expect(read).toThrow(ShapeError);
    expect(read).toThrow('/patients.parts[1].uid');
    expect(read).not.toThrow('7351');
  });

  test('a_problem_keeps_its_code_fields_and_extensions', () => {
    const errors = { 'summary.diagnoses[0].code': [{ code: 'unknown', text: '没有此项' }] };
    const problem = readProblem(409, { title: '已有在办申请', code: 'live-case-exists', existingId: 'c-9', errors }, '-');
    expect(problem.title).toBe('已有在办申请');
    expect(problem.extension('id', 'existingId')).toBe('c-9');
    expect(problem.fields['summary.diagnoses[0].code']?.[0]?.text).toBe('没有此项');
  });

  test('an_answer_that_is_no_problem_document_still_makes_one', () => {
    expect(readProblem(502, '<html>', '服务器出错')).toMatchObject({
      status: 502,
      code: 'http-502',
      title: '服务器出错',
      isTransient: true,
    });
    expect(new ApiProblem(400, 'x', 'x').isTransient).toBe(false);
  });
});

describe('what is sent', () => {
  test('the_same_content_keeps_its_key_and_other_content_gets_another', () => {
    const keys = new StableKey();
    const first = keys.for('accept', { a: 1 }, 3);
    expect(keys.for('accept', { a: 1 }, 3)).toBe(first);
    expect(keys.for('accept', { a: 2 }, 3)).not.toBe(first);
  });

  test('a_field_of_the_server_names_a_field_of_the_form', () => {
    expect(fieldPath('summary.diagnoses[0].code')).toEqual(['summary', 'diagnoses', 0, 'code']);
    expect(fieldPath('reason')).toEqual(['reason']);
  });
});
