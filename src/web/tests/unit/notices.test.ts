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

interface More {
  readonly named?: string[];
  readonly called?: string[];
}
const event = (seq: number, type: string, { named, called }: More = {}): LiveEvent => ({
  topic: 'inbox:i-county',
  seq,
  type,
  at: '2026-11-23T04:00:00Z',
  data: { caseId: 'c-1', number: 'HZ0001', kind: 'imaging', urgency: 'emergency', forPractitioners: named, called },
});

/** As a page hears them one by one. */
const heard = (user: User, events: readonly LiveEvent[]) =>
  events
    .map((one) => noticeOf(one, user))
    .filter((notice) => notice !== undefined)
    .reduce<ReturnType<typeof withNotices>>((before, notice) => withNotices(before, [notice]), [])
    .map(({ seq, type }) => `${seq} ${type}`);

const emergency = [event(1, 'submitted', { called: ['p-on-duty'] })];

describe('notices of an emergency', () => {
  test.each([
    ['the office', person('office'), ['1 submitted']],
    ['who is on duty', person('physician', 'p-on-duty'), ['1 dutyCalled']],
    ['a colleague', person('physician', 'p-other'), ['1 submitted']],
    ['an office that is on duty itself', person('office', 'p-on-duty'), ['1 dutyCalled']],
  ])('%s_hears_of_it_once', (_, user, notices) => {
    expect(heard(user, emergency)).toEqual(notices);
    expect(heard(user, [...emergency, ...emergency])).toEqual(notices);
  });

  test('who_was_named_and_who_is_called_each_hear_of_it_once', () => {
    const named = [event(1, 'submitted', { named: ['p-named'], called: ['p-on-duty'] })];
    expect(heard(person('physician', 'p-named'), named)).toEqual(['1 submitted']);
    expect(heard(person('physician', 'p-on-duty'), named)).toEqual(['1 dutyCalled']);
    expect(heard(person('physician', 'p-other'), named)).toEqual([]);
  });

  test('a_call_hides_no_other_step_and_what_only_moves_a_list_is_no_notice', () => {
    const events = [
      ...emergency,
      event(2, 'clockBreached', { named: ['p-on-duty'] }),
      event(3, 'escalated', { called: ['p-back-up'] }),
      event(4, 'changed'),
    ];
    expect(heard(person('physician', 'p-on-duty'), events)).toEqual(['3 escalated', '2 clockBreached', '1 dutyCalled']);
    expect(heard(person('physician', 'p-back-up'), events)).toEqual(['3 dutyCalled', '1 submitted']);
    expect(heard(person('office'), events)).toEqual(['3 escalated', '2 clockBreached', '1 submitted']);
  });
});
