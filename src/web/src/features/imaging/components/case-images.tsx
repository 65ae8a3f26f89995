import { Spin } from 'antd';
import { lazy, Suspense, useEffect } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { ViewedPatient } from './viewer-overlay';

const load = () => import('./viewer');
const StudyImages = lazy(() => import('./study-images').then((module) => ({ default: module.StudyImages })));

interface Props {
  readonly consultation: { readonly studies: readonly string[]; readonly patient: ViewedPatient };
}

/** What the studies hold, fetched when it is opened. */
export function CaseImages({ consultation }: Props) {
  const { t } = useText();
  return (
    <Suspense fallback={<Spin style={{ display: 'block', padding: 80 }} description={t('viewer.loading')} />}>
      <StudyImages studies={consultation.studies} patient={consultation.patient} />
    </Suspense>
  );
}

interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

/** Fetches the viewer's code while the record is being read, unless the line is slow. */
export function useViewerPrefetch(wanted: boolean) {
  useEffect(() => {
    const line = (navigator as { connection?: Connection }).connection;
    if (!wanted || line?.saveData || (line?.effectiveType && line.effectiveType !== '4g')) return;
    const timer = setTimeout(() => void load().catch(() => {}), 1_500);
    return () => clearTimeout(timer);
  }, [wanted]);
}
