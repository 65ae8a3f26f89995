import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useEffectEvent, useRef } from 'react';

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export type Option = EChartsCoreOption;

/** What was clicked, as the option named it. */
export interface Picked {
  readonly name: string;
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly data: unknown;
}

interface Props {
  /** Says what is drawn, for whoever cannot see it; the same figures must stand in a table beside it. */
  readonly label: string;
  readonly option: Option;
  readonly height?: number | string;
  readonly onPick?: (picked: Picked) => void;
}

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** One ECharts canvas that follows its box. Loaded on demand: never import this from a page's first chunk. */
export function Chart({ label, option, height = 250, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  const pick = useEffectEvent((picked: Picked) => onPick?.(picked));
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = init(element);
    chart.current = made;
    made.on('click', ({ name, seriesIndex = 0, dataIndex, data }) => pick({ name, seriesIndex, dataIndex, data }));
    const resize = new ResizeObserver(() => made.resize());
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => chart.current?.setOption({ animation: !still(), animationDuration: 400, ...option }, { notMerge: true }), [option]);
  return <div ref={host} className="chart" style={{ height }} role="img" aria-label={label} />;
}
