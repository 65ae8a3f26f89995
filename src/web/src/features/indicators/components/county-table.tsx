import { useText } from '@/shared/i18n/i18n';
import { formatFigure } from '@/shared/numbers/figure';
import type { Report } from '../api/shapes';

/** Every indicator by county: indicators are rows, so that the sheet stays upright. */
export function CountyTable({ report: { items, byCounty } }: { readonly report: Report }) {
  const { t } = useText();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('report.name')}</th>
          {byCounty.map(({ key, name }) => (
            <th key={key} scope="col">
              {name || key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.code}>
            <th scope="row">{item.name}</th>
            {byCounty.map(({ key, values }) => (
              <td key={key} className="figure-cell">
                {formatFigure(values[item.code] ?? undefined, item.unit)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
