import type { Question } from './api/checks';
import type { Check, CheckItem, StandardItem } from './api/shapes';

/** Which check answers for an item, and to which question. */
export interface Asked {
  readonly checkId: string;
  readonly question: string;
}

export interface Order {
  readonly items: readonly StandardItem[];
  readonly asked: Readonly<Record<string, Asked>>;
  readonly checks: Readonly<Record<string, Check>>;
}

export const emptyOrder: Order = { items: [], asked: {}, checks: {} };

export const questionKey = (question: Question): string => JSON.stringify(question);

/** The item as its check has it; undefined while it was not asked for. */
export function found({ asked, checks }: Order, code: string): { readonly check: Check; readonly item: CheckItem } | undefined {
  const check = checks[asked[code]?.checkId ?? ''];
  const item = check?.items.find((each) => each.code === code);
  return check && item && { check, item };
}

/** A deferred item is open again whenever the doctor wants. */
export const isSettled = (item: CheckItem): boolean => !!item.ordered || (!!item.decision && item.decision.decision !== 'defer');

/** Items that wait for an answer: new ones, and undecided ones when the question has changed. */
export function toAsk(order: Order, question: string): string[] {
  return order.items
    .map(({ code }) => code)
    .filter((code) => {
      const at = found(order, code);
      if (!at) return order.asked[code] === undefined || order.asked[code]?.question !== question;
      return order.asked[code]?.question !== question && !isSettled(at.item) && !at.item.decision;
    });
}

/** Takes an answer in. Items that were removed meanwhile stay out. */
export function withAnswer(order: Order, check: Check, codes: readonly string[], question: string): Order {
  return {
    ...order,
    checks: { ...order.checks, [check.id]: check },
    asked: { ...order.asked, ...Object.fromEntries(codes.map((code) => [code, { checkId: check.id, question }])) },
  };
}

/** Checks that answer for no item any more and in which nothing was decided: they are closed, so that nothing waits for ever. */
export function abandoned({ asked, checks }: Order): string[] {
  const used = new Set(Object.values(asked).map(({ checkId }) => checkId));
  return Object.values(checks)
    .filter(({ id, items }) => !used.has(id) && !items.some(isSettled))
    .map(({ id }) => id);
}

export const withoutItem = (order: Order, code: string): Order => ({
  ...order,
  items: order.items.filter((item) => item.code !== code),
  asked: Object.fromEntries(Object.entries(order.asked).filter(([key]) => key !== code)),
});

export type Standing = 'asking' | 'free' | 'open' | 'reference' | 'accepted' | 'declined' | 'deferred' | 'ordered';

/** Where an item of the order stands, as the doctor sees it. */
export function standing(item: CheckItem | undefined): Standing {
  if (!item) return 'asking';
  if (item.ordered) return 'ordered';
  if (item.decision?.decision === 'accept') return 'accepted';
  if (item.decision?.decision === 'decline') return 'declined';
  if (item.decision?.decision === 'defer') return 'deferred';
  // Who only supervises sees the verdict without the results.
  const verdicts = [item.verdict, ...item.candidates.map(({ verdict }) => verdict)];
  if (verdicts.includes('recognisable')) return 'open';
  return item.candidates.length > 0 || item.verdict === 'referenceOnly' ? 'reference' : 'free';
}

/** Standings of items that the order still orders; deferred and accepted ones it does not. */
const ordering: readonly Standing[] = ['asking', 'free', 'open', 'reference', 'declined'];

export const isOrdered = (state: Standing): boolean => ordering.includes(state);

/** Recognisable first, then what may be read as reference; among equals the newest. */
export function inOrder(item: CheckItem): CheckItem['candidates'] {
  const rank = (verdict: string) => (verdict === 'recognisable' ? 0 : verdict === 'referenceOnly' ? 1 : 2);
  return item.candidates.toSorted((a, b) => rank(a.verdict) - rank(b.verdict) || b.performedAt.localeCompare(a.performedAt));
}
