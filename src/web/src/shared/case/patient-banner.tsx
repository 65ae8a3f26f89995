import { UserOutlined } from '@ant-design/icons';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { sexAndAge } from '@/shared/ui/person-text';
import { UrgencyTag } from '@/shared/ui/tags';

interface BannerPatient {
  /** Leads to everything that happened to the patient. */
  readonly id?: string;
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
  readonly birthDate?: string;
  readonly maskedIdNumber?: string;
  readonly phoneMasked?: string;
}

interface Props {
  readonly patient: BannerPatient;
  readonly urgency?: string;
  /** `referral` where the urgency is a lane. */
  readonly category?: string;
}

/** Who this is about: always on top, always in the same place, name first. */
export function PatientBanner({ patient, urgency, category }: Props) {
  const { t } = useText();
  return (
    <section className="patient-banner" aria-label={t('request.patient')}>
      <UserOutlined className="face" />
      {patient.id ? (
        <Link to={`/patients/${encodeURIComponent(patient.id)}`} className="name" title={t('timeline.title')}>
          <b>{patient.name}</b>
        </Link>
      ) : (
        <b className="name">{patient.name}</b>
      )}
      <span className="who">{sexAndAge(patient)}</span>
      {patient.birthDate && <span className="extra">{patient.birthDate}</span>}
      {patient.maskedIdNumber && <span className="extra number">{patient.maskedIdNumber}</span>}
      {patient.phoneMasked && (
        <span className="extra">
          {t('case.phone')} {patient.phoneMasked}
        </span>
      )}
      <span className="allergy">{t('patient.allergy')}</span>
      <span className="push">{urgency && <UrgencyTag urgency={urgency} category={category} />}</span>
    </section>
  );
}
