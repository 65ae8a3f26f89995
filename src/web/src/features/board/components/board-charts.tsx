import { memo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { hues } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import type { Board } from '../api/get-board';

const grid = { left: 8, right: 16, top: 34, bottom: 4, containLabel: true };
const shownInstitutions = 8;

/** Volumes as pictures; the same figures stand in the table below for whoever cannot see them. */
function BoardCharts({ board }: { readonly board: Board }) {
  const { t, tv } = useText();
  const kinds = [...board.byKind].sort((a, b) => b.total - a.total);
  const institutions = [...board.byInstitution]
    .sort((a, b) => b.outgoing + b.incoming - a.outgoing - a.incoming)
    .slice(0, shownInstitutions)
    .reverse();
  const legend = { top: 0, right: 0, itemWidth: 12, itemHeight: 8 };
  const byKind: Option = {
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
      { name: t('board.total'), type: 'bar', data: kinds.map(({ total }) => total), color: hues.pale, barMaxWidth: 26 },
      { name: t('board.openCount'), type: 'bar', data: kinds.map(({ open }) => open), color: hues.blue, barMaxWidth: 26 },
    ],
  };
  const byInstitution: Option = {
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
        color: hues.blue,
        barMaxWidth: 18,
      },
      { name: t('board.incoming'), type: 'bar', stack: 'all', data: institutions.map(({ incoming }) => incoming), color: hues.green },
    ],
  };
  const byDay: Option = {
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
        color: hues.blue,
        areaStyle: { opacity: 0.1 },
      },
      { name: t('board.released'), type: 'line', data: board.byDay.map(({ released }) => released), color: hues.green },
    ],
  };
  return (
    <div className="board-charts">
      <Panel title={t('board.byInstitution')} option={byInstitution} />
      <Panel title={t('board.byKind')} option={byKind} />
      <Panel title={t('board.byDay')} option={byDay} />
    </div>
  );
}

/** Drawn anew only for new figures: the page around it renders every second. */
export default memo(BoardCharts);

function Panel({ title, option }: { readonly title: string; readonly option: Option }) {
  return (
    <section className="panel">
      <h2>{title}</h2>
      <Chart label={title} option={option} />
    </section>
  );
}
