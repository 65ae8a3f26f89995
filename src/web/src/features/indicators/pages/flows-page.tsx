import { Segmented, Skeleton } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { PeriodSelect } from '@/shared/ui/period-select';
import { type Direction, useFlows } from '../api/get-flows';
import { useIndicator } from '../api/get-indicator';
import type { Flow } from '../api/shapes';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { FlowReasons } from '../components/flow-reasons';
import { FlowTable } from '../components/flow-table';
import { flowDrill } from '../drill';
import { type Period, useFilter } from '../filter';
import { biggest, byArea, type Grouping } from '../flow-graph';

const FlowChart = lazy(() => import('../components/flow-chart'));

const directions: readonly Direction[] = ['up', 'down', 'lateral'];
const groupings: readonly Grouping[] = ['institution', 'area'];
/** More bands than this cannot be told apart. */
const drawn = 40;
const noFlows: readonly Flow[] = [];

/** From county to city and back: which way patients go, how many, and why. */
export function FlowsPage() {
  const { t, tv } = useText();
  const { period, thisMonth, search, change } = useFilter();
  const direction = directions.find((each) => each === search.get('direction')) ?? 'up';
  const grouping = groupings.find((each) => each === search.get('group')) ?? 'institution';
  const query = useFlows(period, direction);
  const { drill, open, close } = useDrill<Drill>();
  const [way, setWay] = useState<string>();
  const items = query.data?.items ?? noFlows;
  const areas = useAreaNames(period);
  const flows = useMemo<readonly Flow[]>(
    () => (grouping === 'area' ? byArea(items, (code, tier) => [areas.get(code) ?? code, tier && tv('tier', tier)].join(' ')) : items),
    [items, grouping, areas, tv],
  );
  const { shown, left } = useMemo(() => biggest(flows, drawn), [flows]);
  const sorted = useMemo(() => biggest(flows, flows.length).shown, [flows]);
  const wayOf = (flow: Flow) => `${flow.from} ${flow.to}`;
  const chosen = shown.find((flow) => wayOf(flow) === way) ?? shown[0];
  const openFlow = (flow: Flow, reason?: { readonly code: string; readonly text: string }) =>
    open(flowDrill(flow, { ...period, direction }, reason));
  return (
    <>
      <header className="page-head">
        <h1>{t('indicators.flows')}</h1>
        {query.data && <DataAge asOf={query.data.asOf} ageSeconds={query.data.ageSeconds} receivedAt={query.dataUpdatedAt} />}
      </header>
      <div className="filters">
        <Segmented<Direction>
          value={direction}
          onChange={(next) => change({ direction: next })}
          options={directions.map((value) => ({ value, label: tv('flowDirection', value) }))}
        />
        <Segmented<Grouping>
          value={grouping}
          onChange={(next) => change({ group: next })}
          options={groupings.map((value) => ({ value, label: tv('flowGroup', value) }))}
        />
        <PeriodSelect period={period} thisMonth={thisMonth} onChange={(next) => change({ ...next })} />
      </div>
      <LoadState query={query} rows={10} empty={shown.length === 0} emptyText={t('flows.none')}>
        <div className="flows">
          <section className="panel" aria-label={t('flows.picture')}>
            <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
              <FlowChart flows={shown} direction={direction} chosen={chosen} onPick={(flow) => setWay(wayOf(flow))} />
            </Suspense>
            {left > 0 && <p className="muted">{t('flows.left', { shown: shown.length, left })}</p>}
          </section>
          {chosen && <FlowReasons flow={chosen} onOpen={openFlow} />}
        </div>
        <section className="panel">
          <FlowTable
            flows={sorted}
            chosen={chosen}
            onChoose={(flow) => setWay(wayOf(flow))}
            onOpen={grouping === 'area' ? undefined : openFlow}
          />
        </section>
      </LoadState>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}

/** Names of counties, as far as figures by county know them; the directory has codes only. */
function useAreaNames(period: Period): ReadonlyMap<string, string> {
  const { data } = useIndicator('up-referrals', { ...period, by: 'county' });
  return useMemo(() => new Map((data?.rows ?? []).map(({ key, name }) => [key, name])), [data?.rows]);
}
