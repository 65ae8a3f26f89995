import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { StableKey } from '@/shared/api/stable-key';
import { askCheck, checkSteps, type Question } from './api/checks';
import type { Check, StandardItem } from './api/shapes';
import { abandoned, emptyOrder, type Order, questionKey, toAsk, withAnswer, withoutItem } from './order';

/** Long enough to put two items in, short enough not to be waited for. */
const quiet = 500;

/** An order being written: what is put in is looked up at once, beside the items and without standing in their way. */
export function useOrder(patientId: string, question: Question) {
  const [order, setOrder] = useState<Order>(emptyOrder);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly of: string }>();
  const [keys] = useState(() => new StableKey());
  const key = questionKey(question);
  const pending = toAsk(order, key);
  const wanted = `${key} ${pending.join(' ')}`;
  const ask = useEffectEvent(async () => {
    setAsking(true);
    try {
      const check = await askCheck(patientId, pending, question, keys.for(patientId, pending, key, Object.keys(order.checks).length));
      setOrder((before) => withAnswer(before, check, pending, key));
      setFailure(undefined);
    } catch (error) {
      setFailure({ error, of: wanted });
    } finally {
      setAsking(false);
    }
  });
  const closed = useRef(new Set<string>());
  const unused = abandoned(order).join(' ');
  useEffect(() => {
    for (const id of unused.split(' ').filter(Boolean)) {
      if (closed.current.has(id)) continue;
      closed.current.add(id);
      // A check that cannot be closed now hinders nobody.
      void checkSteps.close(id).catch(() => {});
    }
  }, [unused]);
  const blocked = failure?.of === wanted;
  const any = pending.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is wanted starts the time anew
  useEffect(() => {
    if (!any || asking || blocked) return;
    const timer = setTimeout(() => void ask(), quiet);
    return () => clearTimeout(timer);
  }, [wanted, any, asking, blocked]);

  return {
    order,
    asking: any && !blocked,
    problem: blocked ? failure?.error : undefined,
    retry: () => setFailure(undefined),
    add: (item: StandardItem) =>
      setOrder((before) => (before.items.some(({ code }) => code === item.code) ? before : { ...before, items: [...before.items, item] })),
    remove: (code: string) => setOrder((before) => withoutItem(before, code)),
    update: (check: Check) => setOrder((before) => ({ ...before, checks: { ...before.checks, [check.id]: check } })),
  };
}
