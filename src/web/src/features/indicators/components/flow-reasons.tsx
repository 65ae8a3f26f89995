import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Flow } from '../api/shapes';
import type { AreaFlow } from '../flow-graph';

interface Props {
  /** Between institutions, or between areas with the ways that make it. */
  readonly flow: Flow | AreaFlow;
  /** All cases of the flow, or those of one reason. */
  readonly onOpen: (flow: Flow, reason?: { readonly code: string; readonly text: string }) => void;
}

/** Why patients were sent along one way. */
export function FlowReasons({ flow, onOpen }: Props) {
  const { t } = useText();
  const ways = 'ways' in flow ? flow.ways : undefined;
  return (
    <section className="panel flow-reasons" aria-label={t('flows.why')}>
      <h2>
        {flow.fromName} → {flow.toName}
      </h2>
      <p>
        {t('flows.cases')}{' '}
        {ways ? (
          <b>{formatCount(flow.n)}</b>
        ) : (
          <NumberButton text={formatCount(flow.n)} label={t('flows.cases')} empty={flow.n === 0} onClick={() => onOpen(flow)} />
        )}
      </p>
      <ul>
        {flow.reasons.map((reason) => (
          <li key={reason.code}>
            <span>{reason.text || reason.code}</span>
            {ways ? (
              formatCount(reason.n)
            ) : (
              <NumberButton
                text={formatCount(reason.n)}
                label={reason.text || reason.code}
                empty={reason.n === 0}
                onClick={() => onOpen(flow, { code: reason.code, text: reason.text || reason.code })}
              />
            )}
            <span className="reason-bar" aria-hidden="true">
              <span style={{ width: `${flow.n > 0 ? (reason.n / flow.n) * 100 : 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {ways && (
        <>
          <h3>{t('flows.ways')}</h3>
          <ul>
            {ways.map((way) => (
              <li key={`${way.from} ${way.to}`}>
                <span>
                  {way.fromName} → {way.toName}
                </span>
                <NumberButton
                  text={formatCount(way.n)}
                  label={`${way.fromName} → ${way.toName}`}
                  empty={way.n === 0}
                  onClick={() => onOpen(way)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
