import { useText } from '@/shared/i18n/i18n';
import type { ResultValue } from '../api/shapes';
import { flagOf, rangeText } from '../trend';

const arrows: Readonly<Record<string, string>> = { high: '↑', low: '↓', critical: '‼', positive: '+', negative: '−' };
const calm: readonly string[] = ['negative', 'normal'];

/** Values as the laboratory reported them; what is out of its limits is told by sign, word and colour. */
export function ValueTable({ values }: { readonly values: readonly ResultValue[] }) {
  const { t, tv } = useText();
  return (
    <table className="values">
      <thead>
        <tr>
          <th scope="col">{t('result.analyte')}</th>
          <th scope="col">{t('result.value')}</th>
          <th scope="col">{t('result.unit')}</th>
          <th scope="col">{t('result.limits')}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value, index) => {
          const flag = flagOf(value);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report may hold one analyte twice
            <tr key={`${value.code ?? value.name}-${index}`} className={flag && !calm.includes(flag) ? `value-${flag}` : ''}>
              <th scope="row">{value.name || value.code}</th>
              <td>
                {value.value} {flag && <span title={tv('resultFlag', flag)}>{arrows[flag] ?? tv('resultFlag', flag)}</span>}
              </td>
              <td>{value.unit}</td>
              <td className="muted">{rangeText(value)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
