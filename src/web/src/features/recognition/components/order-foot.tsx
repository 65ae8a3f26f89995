import { Button } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { CheckItem } from '../api/shapes';
import { yuan } from '../money';
import { isOrdered, standing } from '../order';

interface Props {
  /** Undefined while an item is being looked up. */
  readonly rows: readonly (CheckItem | undefined)[];
  readonly sending: boolean;
  readonly onPlace: () => void;
  readonly onLeave: () => void;
}

/** Places what is left of the order. An earlier result that nobody decided on is mentioned, and stops nothing. */
export function OrderFoot({ rows, sending, onPlace, onLeave }: Props) {
  const { t } = useText();
  if (rows.length === 0) return null;
  const states = rows.map(standing);
  const toOrder = states.filter(isOrdered).length;
  const looking = states.includes('asking');
  const undecided = states.filter((state) => state === 'open').length;
  const accepted = rows.filter((item) => standing(item) === 'accepted');
  const saved = accepted.reduce((sum, item) => sum + (item?.fee ?? 0), 0);
  return (
    <footer className="request-foot order-foot">
      <div className="buttons">
        {toOrder > 0 && (
          <Button type="primary" loading={sending} disabled={looking} onClick={onPlace}>
            {t('order.place', { count: toOrder })}
          </Button>
        )}
        <Button onClick={onLeave}>{t(toOrder > 0 ? 'common.cancel' : 'order.done')}</Button>
        {undecided > 0 && <span className="soon">{t('order.undecided', { count: undecided })}</span>}
        {accepted.length > 0 && (
          <span className="saved push">
            {t('order.withdrawn', { count: accepted.length })} {saved > 0 && <b>{t('order.saved', { fee: yuan(saved) })}</b>}
          </span>
        )}
      </div>
    </footer>
  );
}
