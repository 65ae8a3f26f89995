import { Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { monthOf, yearOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { CsvButton } from '@/shared/ui/csv-button';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { useReport } from '../api/get-report';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { Items } from '../components/report-items';

const yearsBack = 3;

/** Every indicator of a year: value, months, target, and where its definition stands. */
export function OverviewPage() {
  const { t } = useText();
  const [search, setSearch] = useSearchParams();
  const thisYear = yearOf(monthOf(useNow(60_000)));
  const year = Number(search.get('year')) || thisYear;
  const query = useReport(year);
  const { drill, open, close } = useDrill<Drill>();
  const report = query.data;
  return (
    <>
      <header className="page-head">
        <h1>{t('indicators.overview')}</h1>
        <Select
          aria-label={t('period.yearLabel')}
          value={year}
          onChange={(next: number) => setSearch({ year: String(next) })}
          options={Array.from({ length: yearsBack }, (_, index) => ({
            value: thisYear - index,
            label: t('period.year', { year: thisYear - index }),
          }))}
        />
        {report && <DataAge asOf={report.asOf} ageSeconds={report.ageSeconds} receivedAt={query.dataUpdatedAt} />}
        <span className="push">
          <CsvButton path={`/api/v1/indicators?from=${year}-01&to=${year}-12`} name={t('report.file', { year })} />
        </span>
      </header>
      <LoadState query={query} rows={12} empty={report?.items.length === 0} emptyText={t('indicators.none')}>
        {report && (
          <Items
            report={report}
            onOpen={open}
            name={(item) => <Link to={`/indicators/${encodeURIComponent(item.code)}`}>{item.name}</Link>}
          />
        )}
      </LoadState>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}
