import { ArrowLeftOutlined, FileImageOutlined, PrinterOutlined } from '@ant-design/icons';
import { Badge, Button, Dropdown, Tabs } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { PatientBanner } from '@/shared/case/patient-banner';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { useWide } from '@/shared/ui/use-wide';
import { ActionBar } from '../components/action-bar';
import { useParts } from '../components/case-parts';
import { Clocks } from '../components/clocks';
import { FollowUpList } from '../components/follow-up-list';
import { HistoryTab } from '../components/history-tab';
import { DirectionMark, RelationTag } from '../components/marks';
import { RecordView } from '../components/record-view';
import { CaseContext, useCase, useOpenCase } from '../components/use-case';
import { isEnded, plainStatus } from '../status';

export function ReferralCasePage({ id }: { readonly id: string }) {
  const { query, open } = useCase(id);
  return (
    <LoadState query={query} rows={10}>
      {open && (
        <CaseContext value={open}>
          <OpenCasePage />
        </CaseContext>
      )}
    </LoadState>
  );
}

function OpenCasePage() {
  const { t } = useText();
  const { referral, side } = useOpenCase();
  const wide = useWide(1100);
  useParts().useImagesAhead(referral.studies.length > 0);
  return (
    <div className="case">
      {referral.patient ? (
        <PatientBanner patient={referral.patient} urgency={referral.lane} category="referral" />
      ) : (
        <p className="patient-banner">{t('rcase.noContent')}</p>
      )}
      <CaseHead />
      <p className="plain-status" role="status">
        {plainStatus(referral, side)}
      </p>
      {wide ? <TwoColumns /> : <OneColumn />}
    </div>
  );
}

function CaseHead() {
  const { t } = useText();
  const { referral } = useOpenCase();
  const navigate = useNavigate();
  const from = (useLocation().state as { from?: string } | null)?.from;
  return (
    <header className="case-head">
      <Button
        type="text"
        icon={<ArrowLeftOutlined />}
        aria-label={t('common.back')}
        onClick={() => void navigate(from ?? '/referral-desk')}
      />
      <h1>
        <DirectionMark direction={referral.direction} /> <small className="muted">{referral.number}</small>
      </h1>
      <StateTag state={referral.state} category="referral" direction={referral.direction} />
      <RelationTag relation={referral.relation} />
      <Clocks clocks={referral.clocks} ended={isEnded(referral.state)} />
      <span className="push action-bar">
        <ActionBar />
        <PrintButton />
      </span>
    </header>
  );
}

function PrintButton() {
  const { t } = useText();
  const { referral } = useOpenCase();
  const navigate = useNavigate();
  const to = (form: string) => void navigate(`/referrals/${encodeURIComponent(referral.id)}/print/${form}`);
  const returns = !!(referral.plan || referral.discharge);
  // Without the content there is nothing to print.
  if (!referral.patient) return null;
  if (!returns)
    return (
      <Button icon={<PrinterOutlined />} onClick={() => to('referral')}>
        {t('rcase.print')}
      </Button>
    );
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'referral', label: t('rcase.printReferral') },
          { key: 'return', label: t('rcase.printReturn') },
        ],
        onClick: ({ key }) => to(key),
      }}
    >
      <Button icon={<PrinterOutlined />}>{t('rcase.print')}</Button>
    </Dropdown>
  );
}

function useSections() {
  const { t } = useText();
  const { referral } = useOpenCase();
  const { Images, PatientLine } = useParts();
  const count = referral.studies.length;
  return {
    record: { key: 'record', label: t('rcase.record'), children: <RecordView referral={referral} /> },
    images: {
      key: 'images',
      label: (
        <>
          <FileImageOutlined /> {t('rcase.images')} <Badge count={count} size="small" color={count ? '#0b5cad' : undefined} />
        </>
      ),
      disabled: count === 0,
      children: referral.patient && <Images consultation={{ studies: referral.studies, patient: referral.patient }} />,
    },
    history: { key: 'history', label: t('rcase.history'), children: <HistoryTab /> },
    timeline: {
      key: 'timeline',
      label: t('rcase.timeline'),
      disabled: !referral.patientId,
      children: referral.patientId && <PatientLine patientId={referral.patientId} currentCaseId={referral.id} />,
    },
  };
}

function TwoColumns() {
  const { record, images, history, timeline } = useSections();
  return (
    <div className="case-columns">
      <main className="panel case-main">
        <Tabs size="small" items={[record, images]} destroyOnHidden />
      </main>
      <aside>
        <FollowUpList />
        <section className="panel">
          <Tabs size="small" items={[history, timeline]} destroyOnHidden />
        </section>
      </aside>
    </div>
  );
}

function OneColumn() {
  const { record, images, history, timeline } = useSections();
  return (
    <main className="narrow-case">
      <FollowUpList />
      <section className="panel case-main narrow">
        <Tabs size="small" items={[record, history, timeline, images]} destroyOnHidden />
      </section>
    </main>
  );
}
