import { memo, useMemo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { type Ground, hues, light } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import { type Better, formatFigure, meetsTarget } from '@/shared/numbers/figure';
import type { Indicator } from '../api/shapes';
import type { By } from '../filter';
import { rowName } from '../names';
import { inOrder } from '../ranking';

interface Props {
  readonly figures: Indicator;
  readonly by: By;
  readonly better: Better;
  readonly onPick?: (row: { readonly key: string; readonly name: string }) => void;
  readonly ground?: Ground;
  /** Best rows first; more would not be read. */
  readonly most?: number;
}

const barHeight = 26;

/** One figure by place, lane or reason: best first, whoever misses the target in another colour and pattern. */
function ComparisonChart({ figures, by, better, onPick, ground = light, most = 15 }: Props) {
  const { language } = useText();
  const { name, unit, rows, total } = figures;
  const shown = useMemo(() => inOrder(rows, by, better).slice(0, most).reverse(), [rows, by, better, most]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names and formats follow the language
  const option = useMemo<Option>(() => {
    const text = { color: ground.muted, fontSize: ground.fontSize };
    const big = ground !== light;
    return {
      grid: { left: 8, right: big ? 130 : 76, top: 8, bottom: 4, containLabel: true },
      tooltip: { confine: true, valueFormatter: (value: unknown) => formatFigure(typeof value === 'number' ? value : undefined, unit) },
      xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { show: false } },
      yAxis: {
        type: 'category',
        data: shown.map((row) => rowName(by, row)),
        axisLabel: { ...text, color: ground.text, width: big ? 380 : 132, overflow: 'truncate' },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ground.line } },
      },
      series: [
        {
          name,
          type: 'bar',
          barMaxWidth: big ? 34 : 18,
          data: shown.map(({ value, target }) => ({
            value: value ?? null,
            itemStyle: barStyle(meetsTarget(value, target ?? total.target, better), big),
          })),
          label: {
            show: true,
            position: 'right',
            color: ground.text,
            fontSize: ground.fontSize,
            formatter: ({ value }: { value: unknown }) => formatFigure(typeof value === 'number' ? value : undefined, unit),
          },
        },
      ],
    };
  }, [shown, name, unit, total.target, by, better, ground, language]);
  return (
    <Chart
      label={name}
      option={option}
      height={ground === light ? shown.length * barHeight + 24 : '100%'}
      onPick={
        onPick &&
        (({ dataIndex }) => {
          const row = shown[dataIndex];
          if (row) onPick({ key: row.key, name: rowName(by, row) });
        })
      }
    />
  );
}

/** Blue or orange, and the missed ones hatched too. */
function barStyle(met: boolean | undefined, big: boolean) {
  if (met !== false) return { color: big ? hues.sky : hues.blue };
  return {
    color: hues.orange,
    decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: '#ffffff66' },
  };
}

export default memo(ComparisonChart);
