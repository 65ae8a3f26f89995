import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { NumberButton } from '@/shared/ui/number-button';
import { type QualityRow, qualityKinds } from '../api/get-quality';
import type { Drill } from './cases-drawer';

/** Shortcomings by institution, worst first; each number opens the cases to mend. */
export function QualityTable({ rows, onOpen }: { readonly rows: readonly QualityRow[]; readonly onOpen: (drill: Drill) => void }) {
  const { t, tv } = useText();
  const sorted = [...rows].sort((a, b) => sumOf(b) - sumOf(a));
  return (
    <div className="figures-scroll">
      <table className="figures-table">
        <caption className="sr-only">{t('indicators.quality')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('board.institution')}</th>
            {qualityKinds.map((kind) => (
              <th key={kind} scope="col">
                {tv('quality', kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.institutionId}>
              <th scope="row">
                <Link to={`/indicators/institutions/${encodeURIComponent(row.institutionId)}`}>{row.name || row.institutionId}</Link>
              </th>
              {qualityKinds.map((kind) => (
                <td key={kind}>
                  <NumberButton
                    text={formatCount(row[kind])}
                    label={`${row.name} ${tv('quality', kind)}`}
                    empty={row[kind] === 0}
                    onClick={() =>
                      onOpen({
                        path: 'quality/cases',
                        query: { institution: row.institutionId, kind },
                        title: `${row.name} · ${tv('quality', kind)}`,
                      })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const sumOf = (row: QualityRow) => qualityKinds.reduce((sum, kind) => sum + row[kind], 0);
