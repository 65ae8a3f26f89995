import { describe, expect, test } from 'vitest';
import { actionBody, actionFields, orderActions } from '@/features/referrals/action-fields';
import { emptyReferral, isWorthKeeping, referralBody } from '@/features/referrals/referral-form';
import type { Action } from '@/shared/case/action';

const action = (name: string, needs: string[] = [], reasons: Action['reasons'] = []): Action => ({ action: name, needs, reasons });
const named = (fields: ReturnType<typeof actionFields>) => fields.map(({ name, required }) => (required ? `${name}!` : name));

describe('the forms of actions', () => {
  test('one_of_several_needs_is_one_field', () => {
    expect(named(actionFields(action('reserve', ['slotId|bedId'])))).toEqual(['place!']);
    expect(named(actionFields(action('followUp', ['findings|waive'])))).toEqual(['taskId', 'at', 'findings!']);
  });

  test('a_return_asks_for_the_summary_only_where_the_stay_has_none', () => {
    expect(named(actionFields(action('returnDown', ['plan'])))).toEqual([
      'medication',
      'rehabilitation',
      'warningSigns!',
      'followUps',
      'to',
    ]);
    expect(named(actionFields(action('returnDown', ['plan']), false)).slice(0, 3)).toEqual(['diagnosis!', 'course!', 'plan!']);
  });

  test('a_coded_refusal_asks_for_its_reason_and_a_contest_for_words', () => {
    const reasons = [{ code: 'noBed', text: '无床', commentRequired: false }];
    expect(named(actionFields(action('decline', ['reasonCode'], reasons)))).toEqual(['reasonCode!', 'comment', 'alternative']);
    expect(named(actionFields(action('contest', ['reason'], reasons)))).toEqual(['reason!']);
  });

  test('a_need_this_page_never_heard_of_is_still_asked_for', () => {
    expect(named(actionFields(action('arrive', ['gate'])))).toEqual(['gate!']);
  });

  test('what_moves_the_case_on_comes_first_and_what_ends_it_last', () => {
    const ordered = orderActions(['decline', 'requestInfo', 'edit', 'accept'].map((name) => action(name)));
    expect(ordered.map((each) => each.action)).toEqual(['accept', 'requestInfo', 'decline']);
  });
});

describe('the bodies of actions', () => {
  test('a_place_becomes_a_slot_or_a_bed', () => {
    expect(actionBody('accept', { place: { kind: 'bed', id: 'b1' } })).toEqual({ bedId: 'b1' });
    expect(actionBody('reserve', { place: { kind: 'slot', id: 's1' } })).toEqual({ slotId: 's1' });
    expect(actionBody('accept', { place: undefined })).toEqual({});
  });

  test('a_return_carries_its_plan_without_empty_follow_ups_and_its_own_goal_only_when_given', () => {
    const followUps = [{ dueOn: '2026-12-01', what: '复查' }, { dueOn: '2026-12-08', what: ' ' }, undefined];
    expect(actionBody('returnDown', { medication: '阿司匹林', warningSigns: '胸痛', followUps, to: { institutionId: undefined } })).toEqual(
      {
        plan: {
          medication: '阿司匹林',
          rehabilitation: undefined,
          warningSigns: '胸痛',
          followUps: [{ dueOn: '2026-12-01', what: '复查' }],
        },
      },
    );
    expect(actionBody('returnDown', { diagnosis: '脑梗死', course: '溶栓', plan: '二级预防', followUps: [] })).toMatchObject({
      summary: { diagnosis: '脑梗死', course: '溶栓', plan: '二级预防' },
    });
  });

  test('a_waived_follow_up_gives_its_reason_instead_of_findings', () => {
    expect(actionBody('followUp', { taskId: '1', at: 't', findings: '好', waive: true, waiveReason: '住院中' })).toEqual({
      taskId: '1',
      at: 't',
      findings: '',
      waive: { reason: '住院中' },
    });
    expect(actionBody('followUp', { taskId: '1', at: 't', findings: '好', waive: false })).toMatchObject({ findings: '好' });
  });

  test('refusing_a_cancellation_is_said_and_not_dropped', () => {
    expect(actionBody('confirmCancel', { agree: false })).toEqual({ agree: false });
  });
});

describe('the referral form', () => {
  const start = emptyReferral(new Date('2026-11-22T00:00:00Z'));

  test('nothing_typed_is_not_worth_keeping', () => {
    expect(isWorthKeeping(start)).toBe(false);
    expect(isWorthKeeping({ ...start, summary: { presentIllness: '胸痛' } })).toBe(true);
  });

  test('empty_diagnoses_are_left_out_and_codes_written_large', () => {
    const body = referralBody({ ...start, diagnoses: [{ text: ' 脑梗死 ', code: 'i63.9' }, {}, undefined] }, true);
    expect(body.diagnoses).toEqual([{ system: 'icd10-cn', code: 'I63.9', text: '脑梗死' }]);
  });

  test('an_unsigned_consent_is_no_consent_and_only_a_way_down_has_a_plan', () => {
    const plan = { medication: '氨氯地平', followUps: [{ dueOn: '2026-12-06', what: '量血压' }] };
    const up = referralBody({ ...start, plan }, false);
    expect(up.consent).toBeNull();
    expect('plan' in up).toBe(false);
    expect(referralBody({ ...start, direction: 'down', plan }, false)).toMatchObject({ plan: { followUps: [{ what: '量血压' }] } });
  });
});
