import { memo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { hues } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import type { Dimension, Measures } from '../api/measures';
import { rowName } from '../measure-names';

interface Props {
  readonly data: Measures;
  readonly by: Dimension;
}

const shown = 10;
const barHeight = 34;

/** What became of the prompts, and the recognition rate; the same figures stand in the table below. */
function MeasureCharts({ data, by }: Props) {
  const { t, tv } = useText();
  const months = by === 'month';
  const rows = months ? data.rows : data.rows.toSorted((a, b) => b.prompted - a.prompted || b.declined - a.declined).slice(0, shown);
  const names = rows.map((row) => rowName(by, row));
  const legend = { top: 0, right: 0, itemWidth: 12, itemHeight: 8 };
  const category = { type: 'category' as const, data: names, axisLabel: { width: 150, overflow: 'truncate' as const } };
  const value = { type: 'value' as const, minInterval: 1 };
  const stacked = (['accepted', 'declined', 'deferred', 'repeated'] as const).map((measure, index) => ({
    name: tv('measure', measure),
    type: 'bar' as const,
    stack: 'all',
    barMaxWidth: 20,
    data: rows.map((row) => row[measure]),
    color: [hues.green, hues.orange, hues.sky, hues.vermilion][index],
    ...(measure === 'repeated'
      ? { itemStyle: { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -0.7, color: '#ffffff88' } } }
      : {}),
  }));
  const outcome: Option = {
    grid: { left: 8, right: 16, top: 34, bottom: 4, containLabel: true },
    legend,
    tooltip: { trigger: 'axis', confine: true },
    xAxis: months ? category : value,
    yAxis: months ? value : { ...category, inverse: true },
    series: stacked,
  };
  const rates: Option = {
    grid: { left: 8, right: 44, top: 34, bottom: 4, containLabel: true },
    legend,
    tooltip: { trigger: 'axis', confine: true },
    xAxis: months ? category : { type: 'value', max: 100, axisLabel: { formatter: '{value}%' } },
    yAxis: months ? { type: 'value', max: 100, axisLabel: { formatter: '{value}%' } } : { ...category, inverse: true },
    series: [
      {
        name: t('measure.recognitionRate'),
        type: months ? 'line' : 'bar',
        barMaxWidth: 12,
        data: rows.map(({ recognitionRate }) => recognitionRate ?? null),
        color: hues.blue,
        symbolSize: 8,
      },
      {
        name: t('measure.openRate'),
        type: months ? 'line' : 'bar',
        barMaxWidth: 12,
        data: rows.map(({ openRate }) => openRate ?? null),
        color: hues.pale,
        symbol: 'rect',
        symbolSize: 8,
      },
    ],
  };
  const height = months ? 260 : Math.max(180, rows.length * barHeight + 50);
  return (
    <div className="measure-charts">
      <section className="panel">
        <h2>{t('board.outcome')}</h2>
        <Chart label={t('board.outcome')} option={outcome} height={height} />
      </section>
      <section className="panel">
        <h2>{t('board.rates')}</h2>
        <Chart label={t('board.rates')} option={rates} height={height} />
      </section>
    </div>
  );
}

/** Drawn anew only for new figures: the page around it renders every second. */
export default memo(
  MeasureCharts,
  (before, after) => before.by === after.by && JSON.stringify(before.data.rows) === JSON.stringify(after.data.rows),
);
