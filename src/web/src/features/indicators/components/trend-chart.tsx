import { memo, useMemo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { type Ground, hues, light } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import { formatBare, formatFigure } from '@/shared/numbers/figure';
import { monthsBetween, valuesOf } from '@/shared/time/months';
import type { Indicator } from '../api/shapes';
import type { Period } from '../filter';

interface Props {
  readonly figures: Indicator;
  readonly period: Period;
  readonly onPick?: (month: string) => void;
  readonly ground?: Ground;
  readonly height?: number | string;
}

/** One figure over months, with its target. */
function TrendChart({ figures, period, onPick, ground = light, height = 260 }: Props) {
  const { t, language } = useText();
  const { name, unit, rows, total } = figures;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phrases and formats follow the language
  const option = useMemo<Option>(() => {
    const months = monthsBetween(period.from, period.to);
    const axis = { axisLabel: { color: ground.muted, fontSize: ground.fontSize }, axisLine: { lineStyle: { color: ground.line } } };
    return {
      grid: { left: 8, right: 24, top: 24, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        confine: true,
        valueFormatter: (value: unknown) => formatFigure(typeof value === 'number' ? value : undefined, unit),
      },
      xAxis: { type: 'category', data: months, ...axis },
      yAxis: {
        type: 'value',
        ...axis,
        splitLine: { lineStyle: { color: ground.line } },
        axisLabel: { ...axis.axisLabel, formatter: (value: number) => (unit === '%' ? `${value}%` : formatBare(value, 'cases')) },
      },
      series: [
        {
          name,
          type: 'line',
          data: valuesOf(months, rows, unit),
          color: ground === light ? hues.blue : hues.sky,
          lineStyle: { width: ground === light ? 2 : 4 },
          symbol: 'circle',
          symbolSize: ground === light ? 8 : 12,
          areaStyle: { opacity: 0.08 },
          ...(total.target === undefined
            ? {}
            : {
                markLine: {
                  symbol: 'none',
                  silent: true,
                  lineStyle: { color: hues.orange, type: 'dashed', width: 2 },
                  label: {
                    position: 'insideStartTop',
                    distance: 4,
                    backgroundColor: ground === light ? '#ffffffcc' : '#0d1b2acc',
                    padding: 2,
                    color: ground.text,
                    fontSize: ground.fontSize,
                    formatter: `${t('target.label')} ${formatFigure(total.target, unit)}`,
                  },
                  data: [{ yAxis: total.target }],
                },
              }),
        },
      ],
    };
  }, [rows, period.from, period.to, name, unit, total.target, ground, language]);
  return (
    <Chart label={`${name} · ${t('by.month')}`} option={option} height={height} onPick={onPick && (({ name: month }) => onPick(month))} />
  );
}

export default memo(TrendChart);
