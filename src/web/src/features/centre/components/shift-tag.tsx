import { useText } from '@/shared/i18n/i18n';
import type { Shift } from '../api/roster';

/** A shift in its cell; a button where it can be changed. */
export function ShiftTag({ shift, onOpen }: { readonly shift: Shift; readonly onOpen?: (shift: Shift) => void }) {
  const { t, tv } = useText();
  const look = `shift line-${shift.line} ${shift.now ? 'now' : ''} ${shift.over ? 'over' : ''}`;
  const content = (
    <>
      <b>
        {shift.from}–{shift.to}
        {shift.overnight && <sup title={t('shift.overnight')}>+1</sup>}
      </b>
      <span>
        {tv('line', shift.line)} {shift.services.map((service) => tv('kind', service)).join('、')}
      </span>
    </>
  );
  return onOpen ? (
    <button type="button" className={look} onClick={() => onOpen(shift)}>
      {content}
    </button>
  ) : (
    <span className={look}>{content}</span>
  );
}
