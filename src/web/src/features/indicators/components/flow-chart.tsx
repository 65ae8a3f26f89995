import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { memo, useMemo } from 'react';
import { Chart, type Option } from '@/shared/charts/chart';
import { type Ground, hues, light } from '@/shared/charts/palette';
import { useText } from '@/shared/i18n/i18n';
import { formatCount } from '@/shared/numbers/figure';
import { useWide } from '@/shared/ui/use-wide';
import type { Flow } from '../api/shapes';
import { flowGraph } from '../flow-graph';
import '../flow-chart.css';

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

/** Room for a name beside its bar. */
const widestLabel = 150;
const phoneWidth = 320;
const phoneFont = 11;

const rowHeight = 34;
const phoneRowHeight = 64;
const least = 260;

/** Where patients are sent: columns are tiers, the width of a band is how many. */
function FlowChart({ flows, direction, chosen, onPick, ground = light, height }: Props) {
  const { t, tv, language } = useText();
  const wide = useWide(700);
  const graph = useMemo(() => flowGraph(flows, direction), [flows, direction]);
  const columns = Math.max(2, graph.columns.length);
  const labelWidth = !wide ? Math.floor(phoneWidth / columns) : ground !== light ? wallLabel(columns) : widestLabel;
  // biome-ignore lint/correctness/useExhaustiveDependencies: numbers and names follow the language
  const option = useMemo<Option>(() => {
    const big = ground !== light;
    return {
      tooltip: { trigger: 'item', confine: true },
      series: [
        {
          type: 'sankey',
          left: 4,
          right: labelWidth,
          top: 8,
          bottom: 8,
          nodeWidth: big ? 22 : 14,
          nodeGap: big ? 22 : wide ? 12 : 34,
          layoutIterations: 64,
          draggable: false,
          emphasis: { focus: 'adjacency' },
          data: graph.nodes.map(({ id, name, tier, depth }) => ({
            name: id,
            depth,
            itemStyle: { color: tierHues[tier ?? ''] ?? hues.grey, borderWidth: 0 },
            label: {
              // Beside its bar and no wider than the way to the next column, so that names never run into each other.
              position: 'right',
              width: labelWidth - 8,
              overflow: 'break',
              formatter: ({ value }: { value: number }) => `${name} ${formatCount(value)}`,
              color: ground.text,
              fontSize: wide ? ground.fontSize : phoneFont,
              lineHeight: (wide ? ground.fontSize : phoneFont) * 1.25,
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
  }, [graph, chosen, ground, language, wide, labelWidth]);
  const rows = Math.max(...graph.columns.map((_, depth) => graph.nodes.filter((node) => node.depth === depth).length), 0);
  return (
    <div className="flow-chart">
      <div className="flow-columns" aria-hidden="true" style={{ marginRight: labelWidth }}>
        {graph.columns.map((tier, index) => (
          <span
            key={tier}
            style={{
              left: `${(index / Math.max(1, graph.columns.length - 1)) * 100}%`,
              color: ground === light ? (tierHues[tier] ?? hues.grey) : ground.text,
            }}
          >
            {tv('tier', tier)}
          </span>
        ))}
      </div>
      <Chart
        label={t('flows.picture')}
        option={option}
        height={height ?? Math.max(least, rows * (wide ? rowHeight : phoneRowHeight))}
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

/** The map takes two thirds of the wall; each column may fill its part. */
const wallLabel = (columns: number) => Math.floor((window.innerWidth * 0.62) / columns) - 10;

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
