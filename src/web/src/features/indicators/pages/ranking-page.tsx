import { Select, Tag } from 'antd';
import { Link } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { formatCount, formatFigure } from '@/shared/numbers/figure';
import { CsvButton } from '@/shared/ui/csv-button';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { NumberButton } from '@/shared/ui/number-button';
import { PeriodSelect } from '@/shared/ui/period-select';
import { indicatorPath, useIndicator } from '../api/get-indicator';
import { useDefinitions } from '../api/list-definitions';
import type { Definition } from '../api/shapes';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { TargetMark } from '../components/target-mark';
import { drillOf, mainPart, partsOf } from '../drill';
import { type Filter, useFilter } from '../filter';
import { rowName } from '../names';
import { type Ranked, ranked } from '../ranking';

const places = ['institution', 'county', 'alliance'] as const;
const usualCode = 'loop-closed-rate';

/** Who does best and who misses the target, by one indicator. */
export function RankingPage() {
  const { t, tv } = useText();
  const { period, by, thisMonth, search, change } = useFilter();
  const definitions = useDefinitions();
  const { drill, open, close } = useDrill<Drill>();
  const definition = chosen(definitions.data, search.get('code'));
  const place = places.find((each) => each === by) ?? 'institution';
  const filter: Filter = { ...period, by: place };
  const figures = useIndicator(definition?.code, filter);
  const data = figures.data;
  return (
    <>
      <header className="page-head">
        <h1>{t('indicators.ranking')}</h1>
        {data && <DataAge asOf={data.asOf} ageSeconds={data.ageSeconds} receivedAt={figures.dataUpdatedAt} />}
      </header>
      <div className="filters">
        <Select
          className="ranking-code"
          aria-label={t('ranking.by')}
          value={definition?.code}
          loading={definitions.isPending}
          onChange={(code: string) => change({ code })}
          options={(definitions.data ?? []).map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Select
          aria-label={t('indicator.comparison')}
          value={place}
          onChange={(next: string) => change({ by: next })}
          options={places.map((value) => ({ value, label: tv('by', value) }))}
        />
        <PeriodSelect period={period} thisMonth={thisMonth} onChange={(next) => change({ ...next })} />
        {definition && (
          <span className="push">
            <CsvButton path={indicatorPath(definition.code, filter)} name={`${t('indicators.ranking')}-${definition.name}`} />
          </span>
        )}
      </div>
      <LoadState query={figures} rows={10} empty={data?.rows.length === 0} emptyText={t('indicator.noRows')}>
        {data && definition && (
          <ol className="panel ranking">
            {ranked(data.rows, definition.better).map((each) => (
              <Place
                key={each.row.key}
                ranked={each}
                most={Math.max(...data.rows.map(({ value }) => value ?? 0))}
                {...{ definition, filter, open, target: each.row.target ?? data.total.target }}
              />
            ))}
          </ol>
        )}
      </LoadState>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}

const chosen = (definitions: readonly Definition[] | undefined, code: string | null) =>
  definitions?.find((each) => each.code === code) ?? definitions?.find((each) => each.code === usualCode) ?? definitions?.[0];

interface PlaceProps {
  readonly ranked: Ranked;
  readonly most: number;
  readonly target: number | undefined;
  readonly definition: Definition;
  readonly filter: Filter;
  readonly open: (drill: Drill) => void;
}

function Place({ ranked: { row, place, few }, most, target, definition, filter, open }: PlaceProps) {
  const { t } = useText();
  const { unit, better } = definition;
  const name = rowName(filter.by, row);
  const scale = Math.max(most, target ?? 0) || 1;
  return (
    <li>
      <span className={`ranking-place ${place !== undefined && place <= 3 ? 'ranking-first' : ''}`}>{place ?? '—'}</span>
      <span className="ranking-name">
        {filter.by === 'institution' ? <Link to={`/indicators/institutions/${encodeURIComponent(row.key)}`}>{name}</Link> : name}{' '}
        {few && <Tag className="tag">{t('ranking.few')}</Tag>}
      </span>
      <span className="ranking-bar" aria-hidden="true">
        <span style={{ width: `${((row.value ?? 0) / scale) * 100}%` }} />
        {target !== undefined && <i style={{ left: `${(target / scale) * 100}%` }} title={t('target.label')} />}
      </span>
      <span className="ranking-value">
        <NumberButton
          text={formatFigure(row.value, unit)}
          label={name}
          empty={row.value === undefined || !row[mainPart(unit)]}
          onClick={() => open(drillOf(definition, filter, mainPart(unit), { key: row.key, name }))}
        />
        {partsOf(unit).length === 2 && (
          <small className="muted">
            {formatCount(row.numerator)}/{formatCount(row.denominator)}
          </small>
        )}
      </span>
      <span className="ranking-target">
        <TargetMark value={row.value} target={target} better={better} />
      </span>
    </li>
  );
}
