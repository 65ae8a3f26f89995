import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { fittingSize, lengthSteps, shortened } from './print-fit';
import { inChinese } from './print-parts';

interface Props {
  /** Draws the sheet; long texts go through `cut`, which shortens them only when nothing else helps. */
  readonly children: (cut: (text: string | undefined) => string) => ReactNode;
}

/** One A4 page: the print shrinks until everything fits, and only then are long texts cut with a note. */
export function PrintSheet({ children }: Props) {
  const sheet = useRef<HTMLElement>(null);
  const [step, setStep] = useState(0);
  const most = lengthSteps[Math.min(step, lengthSteps.length - 1)] ?? 120;
  const [cutting, setCutting] = useState(false);
  useLayoutEffect(() => {
    const element = sheet.current;
    if (!element) return;
    const { fits } = fittingSize((points) => {
      element.style.fontSize = `${points}pt`;
      return element.scrollHeight > element.clientHeight;
    });
    if (!fits && step < lengthSteps.length - 1) setStep(step + 1);
  }, [step]);
  const cut = (text: string | undefined) => {
    const whole = text ?? '';
    if (whole.length > most && !cutting) queueMicrotask(() => setCutting(true));
    return shortened(whole, most);
  };
  return (
    <article className="a4" ref={sheet}>
      {children(cut)}
      {cutting && <p className="a4-note">{inChinese('print', 'cut')}</p>}
    </article>
  );
}
