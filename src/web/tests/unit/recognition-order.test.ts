import { describe, expect, test } from 'vitest';
import type { Check, CheckItem } from '@/features/recognition/api/shapes';
import { fitsTyped } from '@/features/recognition/find-items';
import {
  abandoned,
  emptyOrder,
  inOrder,
  isOrdered,
  type Order,
  standing,
  toAsk,
  withAnswer,
  withoutItem,
} from '@/features/recognition/order';

const item = (code: string) => ({ code, name: code, category: 'lab' });

const candidate = (resultId: string, verdict: string, performedAt = '2026-11-20T00:00:00Z') => ({
  resultId,
  institutionId: 'i',
  institutionName: 'i',
  performedAt,
  verdict,
  relation: 'none',
  reasons: [],
});

const answer = (code: string, more: Partial<CheckItem> = {}): CheckItem => ({
  code,
  name: code,
  verdict: 'recognisable',
  relation: 'none',
  reasons: [],
  older: 0,
  candidates: [candidate('r', 'recognisable')],
  ...more,
});

const check = (id: string, ...items: CheckItem[]): Check => ({
  id,
  number: id,
  version: 1,
  state: 'open',
  patientId: 'p',
  quiet: false,
  diagnoses: [],
  items,
});

const ordered = (...codes: string[]): Order => ({ ...emptyOrder, items: codes.map(item) });
const decided = (decision: string) => ({ decision: { no: 1, decision } });

describe('what is asked', () => {
  test('new_items_are_asked_once', () => {
    const order = ordered('A', 'B');
    expect(toAsk(order, 'q')).toEqual(['A', 'B']);
    expect(toAsk(withAnswer(order, check('k', answer('A'), answer('B')), ['A', 'B'], 'q'), 'q')).toEqual([]);
  });

  test('an_item_that_the_server_left_out_of_its_answer_is_not_asked_for_ever', () => {
    const order = withAnswer(ordered('A', 'B'), check('k', answer('A')), ['A', 'B'], 'q');
    expect(toAsk(order, 'q')).toEqual([]);
  });

  test('another_question_asks_undecided_items_again_and_lets_decided_ones_be', () => {
    const first = check(
      'k',
      answer('A'),
      answer('B', decided('accept')),
      answer('C', decided('defer')),
      answer('D', { ordered: { repeated: false } }),
    );
    const order = withAnswer(ordered('A', 'B', 'C', 'D'), first, ['A', 'B', 'C', 'D'], 'q');
    expect(toAsk(order, 'other')).toEqual(['A']);
  });

  test('a_check_that_answers_for_nothing_and_decided_nothing_is_abandoned', () => {
    const before = withAnswer(ordered('A'), check('k1', answer('A')), ['A'], 'q');
    const after = withAnswer(before, check('k2', answer('A')), ['A'], 'other');
    expect(abandoned(before)).toEqual([]);
    expect(abandoned(after)).toEqual(['k1']);
    expect(abandoned(withoutItem(before, 'A'))).toEqual(['k1']);
  });

  test('a_check_in_which_something_was_decided_is_not_abandoned', () => {
    const before = withAnswer(ordered('A', 'B'), check('k1', answer('A', decided('decline')), answer('B')), ['A', 'B'], 'q');
    expect(abandoned(withoutItem(withoutItem(before, 'A'), 'B'))).toEqual([]);
  });
});

describe('where an item stands', () => {
  test.each([
    ['free', answer('A', { verdict: 'notRecognisable', candidates: [] }), true],
    ['open', answer('A'), true],
    ['reference', answer('A', { verdict: 'referenceOnly', candidates: [candidate('r', 'referenceOnly')] }), true],
    ['accepted', answer('A', decided('accept')), false],
    ['declined', answer('A', decided('decline')), true],
    ['deferred', answer('A', decided('defer')), false],
    ['ordered', answer('A', { ...decided('decline'), ordered: { repeated: false } }), false],
  ] as const)('%s', (state, of, stillOrders) => {
    expect(standing(of)).toBe(state);
    expect(isOrdered(standing(of))).toBe(stillOrders);
  });

  test('recognisable_results_come_first_then_the_newest', () => {
    const of = answer('A', {
      candidates: [
        candidate('new', 'notRecognisable', '2026-11-21T00:00:00Z'),
        candidate('old', 'recognisable', '2026-11-01T00:00:00Z'),
        candidate('mid', 'recognisable', '2026-11-10T00:00:00Z'),
        candidate('ref', 'referenceOnly', '2026-11-22T00:00:00Z'),
      ],
    });
    expect(inOrder(of).map(({ resultId }) => resultId)).toEqual(['mid', 'old', 'ref', 'new']);
  });
});

describe('finding an item', () => {
  const chest = { code: 'CT.CHEST.PLAIN', name: 'CT 胸部平扫' };
  test.each(['胸部CT', 'ct胸部', '胸部 平扫', 'chest', 'CT.CHEST', ''])('%s_finds_it', (typed) =>
    expect(fitsTyped(typed, chest)).toBe(true));
  test.each(['胸部MR', '头颅CT', 'knee'])('%s_does_not', (typed) => expect(fitsTyped(typed, chest)).toBe(false));
});
