import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Flow } from '../api/shapes';

interface Props {
  readonly flow: Flow;
  /** All cases of the flow, or those of one reason. */
  readonly onOpen: (flow: Flow, reason?: { readonly code: string; readonly text: string }) => void;
}

/** Why patients were sent along one way. */
export function FlowReasons({ flow, onOpen }: Props) {
  const { t } = useText();
  return (
    <section className="panel flow-reasons" aria-label={t('flows.why')}>
      <h2>
        {flow.fromName} → {flow.toName}
      </h2>
      <p>
        {t('flows.cases')}{' '}
        <NumberButton text={formatCount(flow.n)} label={t('flows.cases')} empty={flow.n === 0} onClick={() => onOpen(flow)} />
      </p>
      <ul>
        {flow.reasons.map((reason) => (
          <li key={reason.code}>
            <span>{reason.text || reason.code}</span>
            <NumberButton
              text={formatCount(reason.n)}
              label={reason.text || reason.code}
              empty={reason.n === 0}
              onClick={() => onOpen(flow, { code: reason.code, text: reason.text || reason.code })}
            />
            <span className="reason-bar" aria-hidden="true">
              <span style={{ width: `${flow.n > 0 ? (reason.n / flow.n) * 100 : 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
