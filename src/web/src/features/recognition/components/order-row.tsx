import { DeleteOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import type { Check, CheckItem } from '../api/shapes';
import { yuan } from '../money';
import { inOrder, type Standing, standing } from '../order';
import { CandidateLine } from './candidate-line';
import { DeclineForm } from './decline-form';
import { useDesk } from './desk-context';

const colours: Partial<Record<Standing, string>> = { accepted: 'green', declined: 'orange', deferred: 'gold', ordered: 'blue' };
/** Of what cannot be recognised only so much is shown at once. */
const shownUnfit = 1;

interface Props {
  readonly code: string;
  readonly name: string;
  readonly check?: Check;
  readonly item?: CheckItem;
  /** A specialty that asked for quiet: earlier results are counted and stay folded. */
  readonly folded: boolean;
  readonly onRemove?: () => void;
}

/** One item of an order; what is known of it already stands beside it. */
export function OrderRow({ code, name, check, item, folded, onRemove }: Props) {
  const { t, tv } = useText();
  const state = standing(item);
  const withdrawn = state === 'accepted' || state === 'deferred';
  return (
    <li className={`order-row order-${state}`} aria-label={name}>
      <div className="order-item">
        <b className={withdrawn ? 'withdrawn' : ''}>{name}</b>
        {item?.fee !== undefined && <span className="muted">{yuan(item.fee)}</span>}
        {colours[state] && (
          <Tag color={colours[state]} className="tag">
            {tv('standing', item?.ordered?.repeated ? 'repeated' : state)}
          </Tag>
        )}
        {onRemove && (
          <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('order.removeItem', { name })} onClick={onRemove} />
        )}
      </div>
      <div className="order-found">
        {state === 'asking' && (
          <span className="muted">
            <LoadingOutlined /> {t('order.looking')}
          </span>
        )}
        {state === 'free' && <span className="muted">{item?.older ? t('order.older', { count: item.older }) : t('order.nothing')}</span>}
        {item?.candidates.length === 0 && state !== 'free' && <Tag className="tag">{tv('verdict', item.verdict)}</Tag>}
        {check && item && item.candidates.length > 0 && <Found key={`${check.id}${folded}`} check={check} item={item} folded={folded} />}
        {check && item && <Decided check={check} item={item} code={code} state={state} />}
      </div>
    </li>
  );
}

function Found({ check, item, folded }: { readonly check: Check; readonly item: CheckItem; readonly folded: boolean }) {
  const { t } = useText();
  const [open, setOpen] = useState(!folded);
  const [all, setAll] = useState(false);
  const [declining, setDeclining] = useState<string>();
  const candidates = inOrder(item);
  const fit = candidates.filter(({ verdict }) => verdict === 'recognisable');
  const rest = candidates.filter(({ verdict }) => verdict !== 'recognisable');
  const shown = all ? candidates : [...fit, ...rest.slice(0, fit.length > 0 ? 0 : shownUnfit)];
  const hidden = candidates.length - shown.length;
  if (!open)
    return (
      <Button type="link" size="small" className="unfold" aria-expanded={false} onClick={() => setOpen(true)}>
        {t('order.folded', { count: candidates.length })}
      </Button>
    );
  return (
    <>
      {shown.map((candidate) => (
        <div key={candidate.resultId} className="found">
          <CandidateLine
            candidate={candidate}
            item={item}
            declining={declining === candidate.resultId}
            onDecline={() => setDeclining(declining === candidate.resultId ? undefined : candidate.resultId)}
          />
          {declining === candidate.resultId && (
            <DeclineForm
              checkId={check.id}
              code={item.code}
              resultId={candidate.resultId}
              onDone={() => setDeclining(undefined)}
              onCancel={() => setDeclining(undefined)}
            />
          )}
        </div>
      ))}
      {hidden > 0 && (
        <Button type="link" size="small" className="unfold" onClick={() => setAll(true)}>
          {t('order.more', { count: hidden })}
        </Button>
      )}
    </>
  );
}

/** What was decided, how to take it back, and what follows from it. */
function Decided({
  check,
  item,
  code,
  state,
}: {
  readonly check: Check;
  readonly item: CheckItem;
  readonly code: string;
  readonly state: Standing;
}) {
  const { t } = useText();
  const desk = useDesk();
  const { decision } = item;
  return (
    <div className="decided" role="status">
      {state === 'accepted' && (
        <span>{item.fee === undefined ? t('order.acceptedText') : t('order.acceptedFee', { fee: yuan(item.fee) })}</span>
      )}
      {state === 'deferred' && <span>{t('order.deferredText')}</span>}
      {state === 'declined' && <span>{t('order.declinedText')}</span>}
      {item.ordered && <span>{t(item.ordered.repeated ? 'order.repeatedText' : 'order.orderedText')}</span>}
      {decision?.decision === 'decline' && (
        <Link to={`/recognition/checks/${encodeURIComponent(check.id)}/explanation?code=${encodeURIComponent(code)}`} target="_blank">
          {t('order.printSheet')}
        </Link>
      )}
      {desk.mayDecide && decision && !item.ordered && (
        <Button size="small" type="link" loading={desk.busy === `revoke ${code}`} onClick={() => desk.revoke(code, decision.no)}>
          {t('order.undo')}
        </Button>
      )}
      {desk.mayDecide && (state === 'open' || state === 'deferred') && (
        <Button
          size="small"
          type="link"
          className="anyway"
          title={t('order.anywayHint')}
          loading={desk.busy === `order ${code}`}
          onClick={() => desk.orderAnyway(code)}
        >
          {t('order.anyway')}
        </Button>
      )}
    </div>
  );
}
