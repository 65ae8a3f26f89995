import { Select } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { useDrill } from '@/shared/case/use-drill';
import { useText } from '@/shared/i18n/i18n';
import { monthOf, yearOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { DataAge } from '@/shared/ui/data-age';
import { LoadState } from '@/shared/ui/load-state';
import { useReport } from '../api/get-report';
import { type Institution, useInstitutions } from '../api/list-institutions';
import { CasesDrawer, type Drill } from '../components/cases-drawer';
import { InstitutionFlows } from '../components/institution-flows';
import { InstitutionQuality } from '../components/institution-quality';
import { Items } from '../components/report-items';

/** Profile of one institution: what it is, all its figures of the year, whom it sends to and receives from, what it leaves out. */
export function InstitutionPage() {
  const { t } = useText();
  const { id } = useParams();
  const navigate = useNavigate();
  const institutions = useInstitutions();
  const found = institutions.data?.find((each) => each.id === id);
  return (
    <>
      <header className="page-head">
        <h1>{t('indicators.institutions')}</h1>
        <Select
          className="institution-select"
          aria-label={t('board.institution')}
          placeholder={t('profile.choose')}
          showSearch={{ optionFilterProp: 'label' }}
          value={id}
          loading={institutions.isPending}
          onChange={(next: string) => void navigate(`/indicators/institutions/${encodeURIComponent(next)}`)}
          options={(institutions.data ?? []).map(({ id: value, name }) => ({ value, label: name }))}
        />
      </header>
      <LoadState query={institutions} empty={!id} emptyText={t('profile.choose')}>
        {id && <Profile key={id} id={id} institution={found} />}
      </LoadState>
    </>
  );
}

function Profile({ id, institution }: { readonly id: string; readonly institution: Institution | undefined }) {
  const { t, tv } = useText();
  const year = yearOf(monthOf(useNow(60_000)));
  const query = useReport(year, id);
  const { drill, open, close } = useDrill<Drill>();
  const report = query.data;
  const facts = institution && [
    institution.tier && tv('tier', institution.tier),
    institution.grade && tv('grade', institution.grade),
    institution.areaCode && `${t('profile.area')} ${institution.areaCode}`,
    t('profile.departments', { count: institution.departments.length }),
  ];
  return (
    <>
      <section className="panel profile-head" aria-label={institution?.name}>
        <h2>{institution?.name ?? t('error.notFound')}</h2>
        <p className="muted">{facts?.filter(Boolean).join(' · ')}</p>
        {institution && institution.services.length > 0 && (
          <p className="muted">
            {t('profile.services')} {institution.services.map((service) => tv('kind', service)).join('、')}
          </p>
        )}
      </section>
      <header className="page-head">
        <h2 className="section-head">{t('profile.figures', { year })}</h2>
        {report && <DataAge asOf={report.asOf} ageSeconds={report.ageSeconds} receivedAt={query.dataUpdatedAt} />}
      </header>
      <LoadState query={query} rows={10} empty={report?.items.length === 0} emptyText={t('indicators.none')}>
        {report && (
          <Items
            report={report}
            narrow={{ institution: id }}
            onOpen={open}
            name={(item) => <Link to={`/indicators/${encodeURIComponent(item.code)}`}>{item.name}</Link>}
          />
        )}
      </LoadState>
      <div className="profile-more">
        <InstitutionFlows id={id} year={year} onOpen={open} />
        <InstitutionQuality id={id} onOpen={open} />
      </div>
      {drill && <CasesDrawer drill={drill} onClose={close} />}
    </>
  );
}
