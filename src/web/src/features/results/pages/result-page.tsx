import '../phrases';
import '../results.css';
import { Link } from 'react-router';
import { PatientBanner } from '@/shared/case/patient-banner';
import { useText } from '@/shared/i18n/i18n';
import { useResult } from '../api/get-results';
import { type ImagesPart, ResultView } from '../components/result-view';

interface Props {
  readonly id: string;
  readonly Images: ImagesPart;
  readonly usePerson: (id: string | undefined) => { readonly data: { readonly id: string; readonly name: string } | undefined };
}

/** One result on a page of its own, for whoever comes by a link. */
export function ResultPage({ id, Images, usePerson }: Props) {
  const { t } = useText();
  const patientId = useResult(id).data?.patientId;
  const patient = usePerson(patientId).data;
  return (
    <>
      {patient && <PatientBanner patient={patient} />}
      <div className="page">
        <header className="page-head">
          <h1>{t('result.title')}</h1>
          {patientId && (
            <Link to={`/patients/${encodeURIComponent(patientId)}`} className="push">
              {t('timeline.title')}
            </Link>
          )}
        </header>
        <section className="panel result-panel">
          <ResultView id={id} patient={patient ?? { name: '' }} Images={Images} />
        </section>
      </div>
    </>
  );
}
