import { sentences, useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Flow } from '../api/shapes';

interface Props {
  readonly flows: readonly Flow[];
  readonly chosen?: Flow;
  readonly onChoose?: (flow: Flow) => void;
  /** Left out where a way has no cases of its own: its number then chooses it too. */
  readonly onOpen?: (flow: Flow) => void;
}

const shownReasons = 2;

/** The same flows as the picture shows, for whoever reads rather than looks. */
export function FlowTable({ flows, chosen, onChoose, onOpen }: Props) {
  const { t } = useText();
  return (
    <div className="figures-scroll">
      <table className="figures-table flow-table">
        <caption className="sr-only">{t('flows.picture')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('flows.way')}</th>
            <th scope="col">{t('flows.cases')}</th>
            <th scope="col">{t('flows.why')}</th>
          </tr>
        </thead>
        <tbody>
          {flows.map((flow) => {
            const way = `${flow.fromName} → ${flow.toName}`;
            return (
              <tr key={`${flow.from} ${flow.to} ${flow.direction}`} className={flow === chosen ? 'flow-chosen' : undefined}>
                <th scope="row">
                  {onChoose ? (
                    <button type="button" className="number" aria-pressed={flow === chosen} onClick={() => onChoose(flow)}>
                      {way}
                    </button>
                  ) : (
                    way
                  )}
                </th>
                <td>
                  <NumberButton text={formatCount(flow.n)} label={way} empty={flow.n === 0} onClick={() => (onOpen ?? onChoose)?.(flow)} />
                </td>
                <td className="flow-why">
                  {sentences(flow.reasons.slice(0, shownReasons).map(({ code, text, n }) => `${text || code} ${formatCount(n)}`))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
