import { PrinterOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { formatCount, formatFigure, unitName } from '@/shared/numbers/figure';
import { useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { monthOf, yearOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { CsvButton } from '@/shared/ui/csv-button';
import { LoadState } from '@/shared/ui/load-state';
import { useReport } from '../api/get-report';
import type { Report } from '../api/shapes';
import { CountyTable } from '../components/county-table';
import { changeText } from '../components/report-items';
import { Spark } from '../components/spark';
import { TargetMark } from '../components/target-mark';
import { yearValues } from '../sections';
import '../report.css';

const yearsBack = 3;

/** The yearly report: what an administrator prints, signs and hands in. */
export function ReportPage() {
  const { t } = useText();
  const [search, setSearch] = useSearchParams();
  const thisYear = yearOf(monthOf(useNow(60_000)));
  const year = Number(search.get('year')) || thisYear;
  const query = useReport(year);
  return (
    <>
      <header className="page-head no-print">
        <h1>{t('indicators.report')}</h1>
        <Select
          aria-label={t('period.yearLabel')}
          value={year}
          onChange={(next: number) => setSearch({ year: String(next) })}
          options={Array.from({ length: yearsBack }, (_, index) => ({
            value: thisYear - index,
            label: t('period.year', { year: thisYear - index }),
          }))}
        />
        <span className="push head-tools">
          <CsvButton path={`/api/v1/indicators?from=${year}-01&to=${year}-12`} name={t('report.file', { year })} />
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('report.print')}
          </Button>
        </span>
      </header>
      <LoadState query={query} rows={14} empty={query.data?.items.length === 0} emptyText={t('indicators.none')}>
        {query.data && <Paper report={query.data} unfinished={year >= thisYear} />}
      </LoadState>
    </>
  );
}

function Paper({ report, unfinished }: { readonly report: Report; readonly unfinished: boolean }) {
  const { t } = useText();
  const user = useUser();
  const { year, items, byCounty, flows } = report;
  return (
    <article className="paper">
      <header>
        <h1>{t('report.title', { year })}</h1>
        <p>
          {user.institutionName ?? user.name} · {t('report.asOf', { time: formatTime(report.asOf) })}
          {unfinished && ` · ${t('report.unfinished')}`}
        </p>
      </header>
      <section>
        <h2>{t('report.figures')}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('report.number')}</th>
              <th scope="col">{t('report.name')}</th>
              <th scope="col">{t('indicator.value')}</th>
              <th scope="col">{t('target.label')}</th>
              <th scope="col">{t('target.state')}</th>
              <th scope="col">{t('report.previous')}</th>
              <th scope="col" className="wide-only">
                {t('report.months')}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={item.code}>
                <td>{index + 1}</td>
                <th scope="row">{item.name}</th>
                <td className="figure-cell">{formatFigure(item.value, item.unit)}</td>
                <td className="figure-cell">{formatFigure(item.target, item.unit)}</td>
                <td>
                  <TargetMark value={item.value} target={item.target} better={item.better} />
                </td>
                <td>{changeText(item)}</td>
                <td className="wide-only">
                  <Spark values={yearValues(item, year)} width={90} height={20} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {byCounty.length > 0 && (
        <section>
          <h2>{t('report.byCounty')}</h2>
          <CountyTable report={report} />
        </section>
      )}
      {flows.length > 0 && (
        <section>
          <h2>{t('report.flows')}</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('report.number')}</th>
                <th scope="col">{t('flows.way')}</th>
                <th scope="col">{t('flows.cases')}</th>
                <th scope="col">{t('flows.why')}</th>
              </tr>
            </thead>
            <tbody>
              {flows.map((flow, index) => (
                <tr key={`${flow.from} ${flow.to} ${flow.direction}`}>
                  <td>{index + 1}</td>
                  <th scope="row">
                    {flow.fromName} → {flow.toName}
                  </th>
                  <td className="figure-cell">{formatCount(flow.n)}</td>
                  <td>{flow.reasons[0] && (flow.reasons[0].text || flow.reasons[0].code)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <section className="definitions">
        <h2>{t('report.definitions')}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('report.number')}</th>
              <th scope="col">{t('report.name')}</th>
              <th scope="col">{t('report.definition')}</th>
              <th scope="col">{t('report.unit')}</th>
              <th scope="col">{t('indicator.source')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <tr key={item.code}>
                <td>{index + 1}</td>
                <th scope="row">{item.name}</th>
                <td>{item.formula}</td>
                <td>{unitName(item.unit)}</td>
                <td>
                  {item.source}
                  {t('report.version', { version: item.version })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <footer>
        <span>{t('report.by')}</span>
        <span>{t('report.checkedBy')}</span>
        <span>{t('report.day')}</span>
      </footer>
    </article>
  );
}
