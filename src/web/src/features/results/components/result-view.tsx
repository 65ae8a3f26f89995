import { PictureOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { type ComponentType, type ReactNode, useState } from 'react';
import { Fact } from '@/shared/case/facts';
import { sentences, useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useResult, useSeries, useVersions } from '../api/get-results';
import { itemName, type Result } from '../api/shapes';
import { trendsOf } from '../trend';
import { HrMark, ResultMarks } from './result-marks';
import { Trends } from './trend-line';
import { ValueTable } from './value-table';

export interface ViewedPatient {
  readonly name: string;
}

export type ImagesPart = ComponentType<{
  readonly consultation: { readonly studies: readonly string[]; readonly patient: ViewedPatient };
}>;

interface Props {
  readonly id: string;
  readonly patient?: ViewedPatient;
  readonly Images: ImagesPart;
  /** Shows the images at once, where the doctor asked for them. */
  readonly imagesOpen?: boolean;
  readonly actions?: (result: Result) => ReactNode;
}

/** One result: what was found, how it moved, its images, and what became of it later. */
export function ResultView({ id, patient, Images, imagesOpen = false, actions }: Props) {
  const { t, tv } = useText();
  const query = useResult(id);
  const result = query.data;
  const series = useSeries(result?.values.length ? result.patientId : undefined, result?.item?.code);
  const [images, setImages] = useState(imagesOpen);
  const trends = trendsOf(series);
  return (
    <LoadState query={query} rows={6}>
      {result && (
        <article className="result" aria-label={itemName(result, (category) => tv('resultCategory', category))}>
          <header className="result-head">
            <h2>{itemName(result, (category) => tv('resultCategory', category))}</h2>
            <ResultMarks row={{ ...result, corrected: result.corrections.length }} />
            <span className="muted">
              {result.institutionName} · {formatTime(result.performedAt)}
            </span>
          </header>
          {result.voided && <Alert type="warning" showIcon title={t('result.voidedText', { reason: result.voided.reason })} />}
          {result.studyInstanceUid && patient && (
            <Button
              type={images ? 'default' : 'primary'}
              icon={<PictureOutlined />}
              aria-expanded={images}
              onClick={() => setImages(!images)}
            >
              {t(images ? 'result.hideImages' : 'result.showImages')}
            </Button>
          )}
          {actions?.(result)}
          {images && result.studyInstanceUid && patient && (
            <div className="result-images">
              <Images consultation={{ studies: [result.studyInstanceUid], patient }} />
            </div>
          )}
          {result.values.length > 0 && <ValueTable values={result.values} />}
          <Trends trends={trends} shown={result.id} />
          <Facts result={result} />
          <Corrections result={result} />
        </article>
      )}
    </LoadState>
  );
}

function Facts({ result }: { readonly result: Result }) {
  const { t, tv } = useText();
  const { report, collectedAt, reportedAt, equipment, deviceClass, method, interventions, local, item, mark } = result;
  const device = [equipment, deviceClass].filter(Boolean).join(' · ');
  return (
    <dl className="facts">
      {report?.findings && <Fact label={t('opinion.findings')}>{report.findings}</Fact>}
      {report?.conclusion && <Fact label={t('result.conclusion')}>{report.conclusion}</Fact>}
      {report?.reporter && <Fact label={t('result.reporter')}>{report.reporter}</Fact>}
      {collectedAt && <Fact label={t('result.collectedAt')}>{formatTime(collectedAt)}</Fact>}
      {reportedAt && <Fact label={t('result.reportedAt')}>{formatTime(reportedAt)}</Fact>}
      {method && <Fact label={t('result.method')}>{method}</Fact>}
      {device && <Fact label={t('result.device')}>{device}</Fact>}
      {interventions.length > 0 && (
        <Fact label={t('result.interventions')}>
          {sentences(interventions.map(({ kind, at }) => `${tv('intervention', kind)} ${formatTime(at)}`))}
        </Fact>
      )}
      {local && item && <Fact label={t('result.local')}>{`${local.name} ${local.code}`}</Fact>}
      {mark && (
        <Fact label={t('result.mark')}>
          <HrMark mark={mark} /> <span className="muted">{t('result.markMeans', { scope: mark.replace(/HR$/, '') })}</span>
        </Fact>
      )}
    </dl>
  );
}

function Corrections({ result }: { readonly result: Result }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const versions = useVersions(result.id, open);
  if (result.corrections.length === 0) return null;
  return (
    <section className="corrections">
      <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('result.versions', { count: result.corrections.length + 1 })}
      </Button>
      {open && (
        <LoadState query={versions} rows={2}>
          <ol>
            {(versions.data?.items ?? []).map(({ version, at, by, reason, content: { values, report } }) => (
              <li key={version}>
                <b>{t('result.version', { version })}</b>{' '}
                <span className="muted">{[formatTime(at), by, reason].filter(Boolean).join(' · ')}</span>
                {values.length > 0 ? (
                  <ValueTable values={values} />
                ) : (
                  <p className="prose">{[report?.findings, report?.conclusion].filter(Boolean).join('\n')}</p>
                )}
              </li>
            ))}
          </ol>
        </LoadState>
      )}
    </section>
  );
}
