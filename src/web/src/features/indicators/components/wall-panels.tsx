import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import { dark } from '@/shared/charts/palette';
import { sentences, useText } from '@/shared/i18n/i18n';
import { formatCount, formatFigure } from '@/shared/numbers/figure';
import { addMonths, monthOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { problemText } from '@/shared/ui/load-state';
import { useFlows } from '../api/get-flows';
import { useIndicator } from '../api/get-indicator';
import { useDefinitions } from '../api/list-definitions';
import type { Definition, Flow } from '../api/shapes';
import { biggest } from '../flow-graph';

const FlowChart = lazy(() => import('./flow-chart'));
const TrendChart = lazy(() => import('./trend-chart'));
const ComparisonChart = lazy(() => import('./comparison-chart'));

const drawn = 14;
const listed = 7;
const shownRows = 10;
const noFlows: readonly Flow[] = [];

const useLastYear = () => {
  const to = monthOf(useNow(60_000));
  return useMemo(() => ({ from: addMonths(to, -11), to }), [to]);
};

/** Where patients went these twelve months. */
export function WallFlows() {
  const { t } = useText();
  const query = useFlows(useLastYear(), 'up');
  const items = query.data?.items ?? noFlows;
  const shown = useMemo(() => biggest(items, drawn).shown, [items]);
  if (shown.length === 0) return <Nothing query={query} />;
  return (
    <div className="wall-flows">
      <Suspense>
        <FlowChart flows={shown} direction="up" ground={dark} height="100%" />
      </Suspense>
      <ol className="ranking-plain">
        {shown.slice(0, listed).map((flow) => (
          <li key={`${flow.from} ${flow.to}`}>
            {flow.fromName} → {flow.toName} <b>{formatCount(flow.n)}</b>
            <small>
              {sentences(flow.reasons.slice(0, 2).map(({ text, code, n }) => `${text || code} ${formatCount(n)}`)) || t('flows.cases')}
            </small>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Two indicators over the year. */
export function WallTrends({ codes }: { readonly codes: readonly string[] }) {
  const definitions = useDefinitions();
  return (
    <Two query={definitions} definitions={pick(definitions.data, codes)}>
      {(definition) => <Trend definition={definition} />}
    </Two>
  );
}

function Trend({ definition }: { readonly definition: Definition }) {
  const period = useLastYear();
  const query = useIndicator(definition.code, { ...period, by: 'month' });
  if (!query.data) return <Nothing query={query} />;
  return (
    <>
      <h3>
        {definition.name} <b>{formatFigure(query.data.total.value, definition.unit)}</b>
      </h3>
      <Suspense>
        <TrendChart figures={query.data} period={period} ground={dark} height="100%" />
      </Suspense>
    </>
  );
}

/** Two indicators by institution, best first, against their targets. */
export function WallRanking({ codes }: { readonly codes: readonly string[] }) {
  const definitions = useDefinitions();
  return (
    <Two query={definitions} definitions={pick(definitions.data, codes)}>
      {(definition) => <Ranking definition={definition} />}
    </Two>
  );
}

function Ranking({ definition }: { readonly definition: Definition }) {
  const query = useIndicator(definition.code, { ...useLastYear(), by: 'institution' });
  if (!query.data || query.data.rows.length === 0) return <Nothing query={query} title={definition.name} />;
  return (
    <>
      <h3>{definition.name}</h3>
      <Suspense>
        <ComparisonChart figures={query.data} by="institution" better={definition.better} ground={dark} most={shownRows} />
      </Suspense>
    </>
  );
}

const pick = (definitions: readonly Definition[] | undefined, codes: readonly string[]) =>
  codes.flatMap((code) => definitions?.find((each) => each.code === code) ?? []);

interface TwoProps {
  readonly query: { readonly error: unknown };
  readonly definitions: readonly Definition[];
  readonly children: (definition: Definition) => ReactNode;
}

function Two({ query, definitions, children }: TwoProps) {
  if (definitions.length === 0) return <Nothing query={query} />;
  return (
    <div className="wall-two">
      {definitions.map((definition) => (
        <section key={definition.code} aria-label={definition.name}>
          {children(definition)}
        </section>
      ))}
    </div>
  );
}

function Nothing({ query, title }: { readonly query: { readonly error: unknown }; readonly title?: string }) {
  const { t } = useText();
  return (
    <>
      {title && <h3>{title}</h3>}
      <p className="wall-none">{query.error ? problemText(query.error) : t('indicator.noRows')}</p>
    </>
  );
}
