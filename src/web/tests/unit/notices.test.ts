import { describe, expect, test } from 'vitest';
import { noticeOf, withNotices } from '@/app/notices/notice';
import type { LiveEvent } from '@/shared/live/topic-log';
import type { User } from '@/shared/session/session';

const person = (role: string, practitionerId?: string): User => ({
  id: 'u-1',
  name: '某人',
  roles: [role],
  institutionId: 'i-county',
  practitionerId,
  secondFactor: false,
  mustChangePassword: false,
});

const at = '2026-11-23T04:00:00Z';
const event = (seq: number, type: string, forPractitioners?: string[], more: { caseId?: string; at?: string } = {}): LiveEvent => ({
  topic: 'inbox:i-county',
  seq,
  type,
  at: more.at ?? at,
  data: { caseId: more.caseId ?? 'c-1', number: 'HZ0001', kind: 'imaging', urgency: 'emergency', forPractitioners },
});

/** As a page hears them one by one. */
const heard = (user: User, events: readonly LiveEvent[]) =>
  events
    .map((one) => noticeOf(one, user))
    .filter((notice) => notice !== undefined)
    .reduce<ReturnType<typeof withNotices>>((before, notice) => withNotices(before, [notice]), [])
    .map(({ seq, type }) => `${seq} ${type}`);

const emergency = [event(1, 'submitted'), event(2, 'dutyCalled', ['p-on-duty'])];

describe('notices of an emergency', () => {
  test.each([
    ['the office', person('office'), ['1 submitted']],
    ['who is on duty', person('physician', 'p-on-duty'), ['2 dutyCalled']],
    ['a colleague', person('physician', 'p-other'), ['1 submitted']],
    ['an office that is on duty itself', person('office', 'p-on-duty'), ['2 dutyCalled']],
  ])('%s_hears_of_it_once', (_, user, notices) => {
    expect(heard(user, emergency)).toEqual(notices);
    expect(heard(user, [...emergency].reverse())).toEqual(notices);
    expect(heard(user, [...emergency, ...emergency])).toEqual(notices);
  });

  test('who_was_named_and_who_is_called_each_hear_of_it_once', () => {
    const named = [event(1, 'submitted', ['p-named']), event(2, 'dutyCalled', ['p-on-duty'])];
    expect(heard(person('physician', 'p-named'), named)).toEqual(['1 submitted']);
    expect(heard(person('physician', 'p-on-duty'), named)).toEqual(['2 dutyCalled']);
    expect(heard(person('physician', 'p-other'), named)).toEqual([]);
  });

  test('a_call_hides_neither_other_steps_nor_other_cases', () => {
    const later = '2026-11-23T05:00:00Z';
    const events = [
      ...emergency,
      event(3, 'submitted', undefined, { caseId: 'c-2' }),
      event(4, 'clockBreached', ['p-on-duty'], { at: later }),
      event(5, 'escalated', undefined, { at: later }),
      event(6, 'dutyCalled', ['p-back-up'], { at: later }),
      event(7, 'changed'),
    ];
    expect(heard(person('physician', 'p-on-duty'), events)).toEqual(['5 escalated', '4 clockBreached', '3 submitted', '2 dutyCalled']);
    expect(heard(person('physician', 'p-back-up'), events)).toEqual(['6 dutyCalled', '3 submitted', '1 submitted']);
    expect(heard(person('office'), events)).toEqual(['5 escalated', '4 clockBreached', '3 submitted', '1 submitted']);
  });
});
