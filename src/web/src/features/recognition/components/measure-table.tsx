import { useText } from '@/shared/i18n/i18n';
import { formatBare, formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import type { Counted, Drill, FigureRow, Figures, MeasureFilter, Measures } from '../api/measures';
import { rowName } from '../measure-names';
import { yuan } from '../money';

const counts = ['prompted', 'opened', 'accepted', 'declined', 'deferred', 'revoked', 'repeated', 'sameResult'] as const;

interface Props {
  readonly data: Measures;
  readonly filter: MeasureFilter;
  readonly onOpen: (drill: Drill) => void;
}

/** Every measure row by row; each number opens the checks that make it. */
export function MeasureTable({ data, filter, onOpen }: Props) {
  const { t, tv } = useText();
  const line = (figures: Figures, name: string, key?: string) => (
    <tr key={key ?? ''}>
      <th scope="row">{name}</th>
      {counts.map((measure) => (
        <td key={measure} className={measure === 'repeated' && figures.repeated > 0 ? 'late' : ''}>
          <Opening {...{ figures, measure, name, filter, onOpen }} rowKey={key} />
        </td>
      ))}
      <td>{formatCount(figures.hadResults)}</td>
      <td>
        <b>{formatBare(figures.recognitionRate, '%')}</b>
      </td>
      <td>{yuan(figures.feesSavedDirect)}</td>
      <td className="muted">{yuan(figures.feesSavedPotential)}</td>
    </tr>
  );
  return (
    <div className="table-scroll">
      <table className="rtable measures">
        <caption className="sr-only">{t('board.measures')}</caption>
        <thead>
          <tr>
            <th scope="col">{tv('by', filter.by)}</th>
            {counts.map((measure) => (
              <th key={measure} scope="col" title={tv('measureHint', measure)}>
                {tv('measure', measure)}
              </th>
            ))}
            <th scope="col" title={t('measureHint.hadResults')}>
              {t('measure.hadResults')}
            </th>
            <th scope="col" title={t('measureHint.recognitionRate')}>
              {t('measure.recognitionRate')} <small>%</small>
            </th>
            <th scope="col">{t('measure.feesSavedDirect')}</th>
            <th scope="col">{t('measure.feesSavedPotential')}</th>
          </tr>
        </thead>
        <tbody>{data.rows.map((row: FigureRow) => line(row, rowName(filter.by, row), row.key))}</tbody>
        <tfoot>{line(data.total, t('board.sum'))}</tfoot>
      </table>
    </div>
  );
}

interface OpeningProps {
  readonly figures: Figures;
  readonly measure: Counted;
  readonly name: string;
  readonly rowKey?: string;
  readonly filter: MeasureFilter;
  readonly onOpen: (drill: Drill) => void;
}

export function Opening({ figures, measure, name, rowKey, filter, onOpen }: OpeningProps) {
  const { tv } = useText();
  const label = `${name} ${tv('measure', measure)}`;
  return (
    <NumberButton
      text={formatCount(figures[measure])}
      label={label}
      empty={!figures[measure]}
      onClick={() => onOpen({ filter, measure, key: rowKey, title: `${tv('measure', measure)} · ${name}` })}
    />
  );
}
