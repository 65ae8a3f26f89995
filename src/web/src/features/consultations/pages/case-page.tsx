import { ArrowLeftOutlined, FileImageOutlined } from '@ant-design/icons';
import { Badge, Button, Tabs, type TabsProps } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { PatientBanner } from '@/shared/case/patient-banner';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { StateTag } from '@/shared/ui/tags';
import { useWide } from '@/shared/ui/use-wide';
import { ActionBar } from '../components/action-bar';
import { CaseClocks } from '../components/case-clocks';
import { useCaseParts } from '../components/case-parts';
import { DecisionCard } from '../components/decision-card';
import { OpinionPanel } from '../components/opinion-panel';
import { RecordView } from '../components/record-view';
import { CaseTimeline } from '../components/timeline';
import { CaseContext, useCase, useOpenCase } from '../components/use-case';

interface Props {
  readonly id: string;
  /** Shown inside another page, beside what belongs to that. */
  readonly within?: boolean;
}

export function CasePage({ id, within = false }: Props) {
  const { query, open } = useCase(id);
  return (
    <LoadState query={query} rows={10}>
      {open && (
        <CaseContext value={open}>
          <OpenCasePage within={within} />
        </CaseContext>
      )}
    </LoadState>
  );
}

function OpenCasePage({ within }: { readonly within: boolean }) {
  const { consultation } = useOpenCase();
  const wide = useWide(within ? 1500 : 1100);
  const { Room, useImagesAhead } = useCaseParts();
  useImagesAhead(consultation.studies.length > 0);
  return (
    <Room consultationId={consultation.id} kind={consultation.kind} number={consultation.number}>
      <div className="case">
        <PatientBanner patient={{ ...consultation.patient, id: consultation.patientId }} urgency={consultation.urgency} />
        <CaseHead within={within} />
        {wide ? <TwoColumns /> : <OneColumn />}
      </div>
    </Room>
  );
}

function CaseHead({ within }: { readonly within: boolean }) {
  const { t, tv } = useText();
  const { consultation } = useOpenCase();
  const { Call } = useCaseParts();
  const navigate = useNavigate();
  const from = (useLocation().state as { from?: string } | null)?.from;
  return (
    <header className="case-head">
      {!within && (
        <Button
          type="text"
          icon={<ArrowLeftOutlined />}
          aria-label={t('common.back')}
          onClick={() => void (from ? navigate(from) : navigate('/'))}
        />
      )}
      <h1>
        {tv('kind', consultation.kind)} <small className="muted">{consultation.number}</small>
      </h1>
      <StateTag state={consultation.state} />
      <CaseClocks />
      <span className="push case-doing">
        <Call />
        <ActionBar />
      </span>
    </header>
  );
}

function useSections() {
  const { t } = useText();
  const { consultation } = useOpenCase();
  const { Images, Talk } = useCaseParts();
  const count = consultation.studies.length;
  return {
    record: { key: 'record', label: t('case.record'), children: <RecordView consultation={consultation} /> },
    images: {
      key: 'images',
      label: (
        <>
          <FileImageOutlined /> {t('case.images')} <Badge count={count} size="small" color={count ? '#0b5cad' : undefined} />
        </>
      ),
      disabled: count === 0,
      children: <Images consultation={consultation} />,
    },
    opinion: {
      key: 'opinion',
      label: t('opinion.title'),
      children: (
        <>
          <OpinionPanel />
          <DecisionCard />
        </>
      ),
    },
    timeline: { key: 'timeline', label: t('case.timeline'), children: <CaseTimeline /> },
    talk: { key: 'talk', label: t('case.talk'), children: <Talk />, forceRender: true },
  } satisfies Record<string, NonNullable<TabsProps['items']>[number]>;
}

/** The record or the images beside the opinion, so that one is written while the other is read. */
function TwoColumns() {
  const { t } = useText();
  const [tab, setTab] = useState('record');
  const { record, images, opinion, timeline, talk } = useSections();
  const { consultation } = useOpenCase();
  const { Showing } = useCaseParts();
  return (
    <div className={`case-columns ${tab === 'images' ? 'reading-images' : ''}`}>
      <main className="panel case-main">
        <Showing onFollow={() => setTab('images')} />
        <Tabs
          size="small"
          activeKey={tab}
          onChange={setTab}
          items={[record, images]}
          destroyOnHidden
          tabBarExtraContent={
            consultation.studies.length > 0 &&
            tab !== 'images' && (
              <Button type="primary" size="small" icon={<FileImageOutlined />} onClick={() => setTab('images')}>
                {t('case.openImages')}
              </Button>
            )
          }
        />
      </main>
      <aside>
        {opinion.children}
        <section className="panel">
          <Tabs size="small" items={[timeline, talk]} />
        </section>
      </aside>
    </div>
  );
}

function OneColumn() {
  const { record, images, opinion, timeline, talk } = useSections();
  const { Showing } = useCaseParts();
  const [tab, setTab] = useState('record');
  return (
    <main className="panel case-main narrow">
      <Showing onFollow={() => setTab('images')} />
      <Tabs size="small" activeKey={tab} onChange={setTab} items={[record, images, opinion, timeline, talk]} />
    </main>
  );
}
