import { useEffect, useEffectEvent, useState } from 'react';

/** j/k move, Enter opens, / searches. Typing in a field is left alone. */
export function useListKeys(count: number, open: (index: number) => void, searchId: string) {
  const [cursor, setCursor] = useState(-1);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest('input,textarea,select,[contenteditable],.ant-select,.ant-modal,.ant-drawer')) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      setCursor((at) => Math.min(count - 1, Math.max(0, at + step)));
    } else if (event.key === 'Enter' && cursor >= 0 && cursor < count && !target.closest('button,a')) {
      event.preventDefault();
      open(cursor);
    } else if (event.key === '/') {
      event.preventDefault();
      document.getElementById(searchId)?.focus();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
  useEffect(() => {
    if (cursor >= 0) document.querySelector('.row-cursor')?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  return cursor;
}
