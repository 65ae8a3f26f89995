import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { memo, useMemo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { type Ground, hues, light } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import type { Flow } from '../api/shapes';
import { flowGraph } from '../flow-graph';

use([SankeyChart]);

interface Props {
  readonly flows: readonly Flow[];
  readonly direction: string;
  readonly chosen?: Flow;
  readonly onPick?: (flow: Flow) => void;
  readonly ground?: Ground;
  readonly height?: number | string;
}

const tierHues: Record<string, string> = {
  village: hues.grey,
  township: hues.green,
  county: hues.blue,
  city: hues.orange,
  provincial: hues.purple,
  national: hues.vermilion,
};

const rowHeight = 34;
const least = 260;

/** Where patients are sent: columns are tiers, the width of a band is how many. */
function FlowChart({ flows, direction, chosen, onPick, ground = light, height }: Props) {
  const { t, tv, language } = useText();
  const graph = useMemo(() => flowGraph(flows, direction), [flows, direction]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: numbers and names follow the language
  const option = useMemo<Option>(() => {
    const last = Math.max(...graph.nodes.map(({ depth }) => depth));
    const big = ground !== light;
    return {
      tooltip: { trigger: 'item', confine: true },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: 4,
          top: 8,
          bottom: 8,
          nodeWidth: big ? 22 : 14,
          nodeGap: big ? 22 : 12,
          layoutIterations: 64,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: graph.nodes.map(({ id, name, tier, depth }) => ({
            name: id,
            depth,
            itemStyle: { color: tierHues[tier ?? ''] ?? hues.grey, borderWidth: 0 },
            label: {
              // Names stand inside the picture on both sides, so that nothing is cut off at 360 px.
              position: depth === last ? 'left' : 'right',
              formatter: ({ value }: { value: number }) => `${name} ${formatCount(value)}`,
              color: ground.text,
              fontSize: ground.fontSize,
              textBorderColor: big ? '#0d1b2a' : '#fff',
              textBorderWidth: 3,
            },
            tooltip: { formatter: ({ value }: { value: number }) => `${name} ${formatCount(value)}` },
          })),
          links: graph.links.map(({ source, target, n, flow }) => ({
            source,
            target,
            value: n,
            flow,
            lineStyle: {
              color: flow === chosen ? hues.vermilion : big ? '#5f87ad' : '#8fb2d3',
              opacity: flow === chosen ? 0.8 : 0.45,
              curveness: 0.5,
            },
            tooltip: { formatter: () => flowText(flow) },
          })),
        },
      ],
    };
  }, [graph, chosen, ground, language]);
  const rows = Math.max(...graph.columns.map((_, depth) => graph.nodes.filter((node) => node.depth === depth).length), 0);
  return (
    <div className="flow-chart">
      <div className="flow-columns" aria-hidden="true">
        {graph.columns.map((tier) => (
          <span key={tier} style={{ color: ground === light ? (tierHues[tier] ?? hues.grey) : ground.text }}>
            {tv('tier', tier)}
          </span>
        ))}
      </div>
      <Chart
        label={t('flows.picture')}
        option={option}
        height={height ?? Math.max(least, rows * rowHeight)}
        onPick={
          onPick &&
          (({ data }) => {
            const flow = (data as { readonly flow?: Flow } | undefined)?.flow;
            if (flow) onPick(flow);
          })
        }
      />
    </div>
  );
}

/** Plain text for the tooltip; ECharts shows it as HTML, so that names of the directory are escaped. */
function flowText({ fromName, toName, n, reasons }: Flow): string {
  const why = reasons
    .slice(0, 3)
    .map(({ text, code, n: count }) => `${escaped(text || code)} ${formatCount(count)}`)
    .join('<br>');
  return `${escaped(fromName)} → ${escaped(toName)} <b>${formatCount(n)}</b>${why && `<br>${why}`}`;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export default memo(FlowChart);
