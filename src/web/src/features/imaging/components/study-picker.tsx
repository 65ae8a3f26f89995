import { useQueryClient } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useCallback, useEffectEvent } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { type Study, studiesKey, useStudies } from '../api/list-studies';
import { uploadQueueOf } from '../upload-queue';
import { UploadPanel } from './upload-panel';

interface Props {
  readonly patient?: { readonly id: string; readonly name: string };
  readonly value?: string[];
  readonly onChange?: (uids: string[]) => void;
}

/** Studies that go with a request: those of the patient, the last of the institution, and files from this machine. */
export function StudyPicker({ patient, value = [], onChange }: Props) {
  const { t } = useText();
  const user = useUser();
  const client = useQueryClient();
  const own = useStudies(patient?.id);
  const recent = useStudies(undefined);
  const ofPatient = patient ? (own.data?.items ?? []) : [];
  const known = new Set(ofPatient.map(({ studyInstanceUid }) => studyInstanceUid));
  const others = (recent.data?.items ?? []).filter(
    ({ studyInstanceUid, patientId }) => !known.has(studyInstanceUid) && (!patientId || patientId !== patient?.id),
  );
  const toggle = (uid: string, chosen: boolean) => onChange?.(chosen ? [...value, uid] : value.filter((each) => each !== uid));
  const arrive = useEffectEvent((uid: string) => {
    void client.invalidateQueries({ queryKey: studiesKey });
    if (!value.includes(uid)) onChange?.([...value, uid]);
  });
  // The panel calls this from an effect of its own.
  const onArrived = useCallback((uid: string) => queueMicrotask(() => arrive(uid)), []);
  const list = (studies: Study[]) =>
    studies.map((study) => (
      <li key={study.studyInstanceUid}>
        <Checkbox
          checked={value.includes(study.studyInstanceUid)}
          onChange={(event) => toggle(study.studyInstanceUid, event.target.checked)}
        >
          <StudyLine study={study} />
        </Checkbox>
      </li>
    ));
  return (
    <div className="study-picker">
      <LoadState query={patient ? own : recent} rows={2}>
        {patient && <div className="muted small">{t('study.ofPatient')}</div>}
        {patient && ofPatient.length === 0 && <div className="muted">{t('study.none')}</div>}
        <ul>{list(ofPatient)}</ul>
        {others.length > 0 && (
          <details open={others.some(({ studyInstanceUid }) => value.includes(studyInstanceUid)) || !patient}>
            <summary>
              {t('study.recent')} ({others.length})
            </summary>
            <ul>{list(others)}</ul>
          </details>
        )}
      </LoadState>
      <UploadPanel queue={uploadQueueOf(user.id)} patientName={patient?.name} onArrived={onArrived} />
      {value.length > 0 && <div className="muted small">{t('study.chosen', { count: value.length })}</div>}
    </div>
  );
}

function StudyLine({ study }: { readonly study: Study }) {
  const { t } = useText();
  return (
    <span className="study-line">
      <b>{study.modalities.join('/') || '—'}</b>
      <span>{study.description}</span>
      <span className="muted">{study.studyDate?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')}</span>
      <span className="muted">{study.patientName}</span>
      <span className="muted">{t('study.images', { series: study.seriesCount, images: study.instanceCount })}</span>
    </span>
  );
}
