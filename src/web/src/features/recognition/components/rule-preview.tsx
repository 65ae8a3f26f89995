import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { formatDay } from '@/shared/time/clinic-time';
import type { Preview } from '../api/catalogue';

/** What a draft would have answered differently. */
export function RulePreview({ preview }: { readonly preview: Preview }) {
  const { t, tv } = useText();
  const { from, to, checks, items, changed, examples } = preview;
  const verdict = (value: string) => tv('verdict', value);
  return (
    <section className="preview" role="status">
      <p>
        {t('rules.previewed', {
          from: formatDay(from),
          to: formatDay(to),
          checks: formatCount(checks),
          items: formatCount(items),
          changed: formatCount(changed.reduce((sum, { n }) => sum + n, 0)),
        })}
      </p>
      {changed.length > 0 && (
        <table className="rtable">
          <thead>
            <tr>
              <th scope="col">{t('result.item')}</th>
              <th scope="col">{t('rules.before')}</th>
              <th scope="col">{t('rules.after')}</th>
              <th scope="col">{t('rules.count')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((each) => (
              <tr key={`${each.itemCode}${each.before}${each.after}`}>
                <th scope="row">{each.itemName || each.itemCode}</th>
                <td>{verdict(each.before)}</td>
                <td>
                  <b>{verdict(each.after)}</b>
                </td>
                <td>{formatCount(each.n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {examples.length > 0 && (
        <details>
          <summary>{t('rules.examples', { count: examples.length })}</summary>
          <ul>
            {examples.map(({ checkId, itemCode, itemName, before, after }) => (
              <li key={`${checkId}${itemCode}`}>
                {itemName || itemCode}：{verdict(before.verdict)}（{before.rule.text}） → {verdict(after.verdict)}（{after.rule.text}）
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
