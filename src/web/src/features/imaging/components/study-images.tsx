import '../sends-phrases';
import '../objects.css';
import { Segmented, Select, Spin } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useShowing } from '@/shared/live/showing';
import { LoadState } from '@/shared/ui/load-state';
import { useStudyLabels } from '../api/get-study-labels';
import { useStudyInstances } from '../api/get-study-metadata';
import { type Kind, kindOf, kindsOf } from '../objects';
import { wordsOf } from '../study-labels';
import type { ViewedPatient } from './viewer-overlay';

const Viewer = lazy(() => import('./viewer'));
const EcgView = lazy(() => import('./ecg-view'));
const SlideView = lazy(() => import('./slide-view'));
const DocumentView = lazy(() => import('./document-view'));

interface Props {
  readonly studies: readonly string[];
  readonly patient: ViewedPatient;
}

/** Opens a study by what is in it: pictures, tracings, slides, documents. */
export function StudyImages({ studies, patient }: Props) {
  const { t, tv } = useText();
  const [study, setStudy] = useState(studies[0] ?? '');
  const [wanted, setWanted] = useState<Kind>();
  const showing = useShowing();
  const followed = showing?.follows ? showing.theirs?.view.study : undefined;
  useEffect(() => {
    if (followed && studies.includes(followed)) setStudy(followed);
  }, [followed, studies]);
  const query = useStudyInstances(study);
  const labels = useStudyLabels(studies).data;
  const named = (uid: string, index: number) => {
    const label = labels?.get(uid);
    return (label && wordsOf(label)) || `${t('need.studies')} ${index + 1}`;
  };
  const instances = query.data ?? [];
  const kinds = kindsOf(instances);
  const kind = wanted && kinds.includes(wanted) ? wanted : (kinds[0] ?? 'images');
  const shown = instances.filter((instance) => kindOf(instance) === kind);
  return (
    <div className="study-images">
      {(studies.length > 1 || kinds.length > 1) && (
        <div className="ecg-bar">
          {studies.length > 1 && (
            <Select
              size="small"
              className="study-choice"
              classNames={{ popup: { root: 'study-choices' } }}
              aria-label={t('need.studies')}
              value={study}
              onChange={setStudy}
              options={studies.map((uid, index) => ({ value: uid, label: named(uid, index) }))}
            />
          )}
          {kinds.length > 1 && (
            <Segmented<Kind>
              size="small"
              value={kind}
              onChange={setWanted}
              options={kinds.map((each) => ({ value: each, label: tv('objectKind', each) }))}
            />
          )}
        </div>
      )}
      <LoadState query={query}>
        <Suspense fallback={<Spin style={{ display: 'block', padding: 80 }} description={t('viewer.loading')} />}>
          {kind === 'images' && <Viewer key={study} studies={[study]} patient={patient} />}
          {kind === 'ecg' && <EcgView key={study} instances={shown} />}
          {kind === 'slides' && <SlideView key={study} instances={shown} />}
          {kind === 'documents' && <DocumentView key={study} instances={shown} />}
        </Suspense>
      </LoadState>
    </div>
  );
}
