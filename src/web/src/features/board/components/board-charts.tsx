import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { Board } from '../api/get-board';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const blue = '#0b5cad';
const paleBlue = '#9cc4ea';
const green = '#2f9e6e';
const grid = { left: 8, right: 16, top: 34, bottom: 4, containLabel: true };
const shownInstitutions = 8;

/** Volumes as pictures; the same figures stand in the table below for whoever cannot see them. */
export default function BoardCharts({ board }: { readonly board: Board }) {
  const { t, tv } = useText();
  const kinds = [...board.byKind].sort((a, b) => b.total - a.total);
  const institutions = [...board.byInstitution]
    .sort((a, b) => b.outgoing + b.incoming - a.outgoing - a.incoming)
    .slice(0, shownInstitutions)
    .reverse();
  const legend = { top: 0, right: 0, itemWidth: 12, itemHeight: 8 };
  const byKind: EChartsCoreOption = {
    grid,
    legend,
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: kinds.map(({ kind }) => tv('kind', kind)),
      axisLabel: { interval: 0, fontSize: 11, hideOverlap: true },
    },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      { name: t('board.total'), type: 'bar', data: kinds.map(({ total }) => total), color: paleBlue, barMaxWidth: 26 },
      { name: t('board.openCount'), type: 'bar', data: kinds.map(({ open }) => open), color: blue, barMaxWidth: 26 },
    ],
  };
  const byInstitution: EChartsCoreOption = {
    grid,
    legend,
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: { type: 'category', data: institutions.map(({ name }) => name), axisLabel: { width: 130, overflow: 'truncate' } },
    series: [
      {
        name: t('board.outgoing'),
        type: 'bar',
        stack: 'all',
        data: institutions.map(({ outgoing }) => outgoing),
        color: blue,
        barMaxWidth: 18,
      },
      { name: t('board.incoming'), type: 'bar', stack: 'all', data: institutions.map(({ incoming }) => incoming), color: green },
    ],
  };
  const byDay: EChartsCoreOption = {
    grid,
    legend,
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: board.byDay.map(({ day }) => day.slice(5)) },
    yAxis: { type: 'value', minInterval: 1 },
    series: [
      {
        name: t('board.submitted'),
        type: 'line',
        data: board.byDay.map(({ submitted }) => submitted),
        color: blue,
        areaStyle: { opacity: 0.1 },
      },
      { name: t('board.released'), type: 'line', data: board.byDay.map(({ released }) => released), color: green },
    ],
  };
  return (
    <div className="board-charts">
      <Chart title={t('board.byInstitution')} option={byInstitution} />
      <Chart title={t('board.byKind')} option={byKind} />
      <Chart title={t('board.byDay')} option={byDay} />
    </div>
  );
}

function Chart({ title, option }: { readonly title: string; readonly option: EChartsCoreOption }) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);
  return (
    <section className="panel">
      <h2>{title}</h2>
      <div ref={host} className="chart" role="img" aria-label={title} />
    </section>
  );
}
