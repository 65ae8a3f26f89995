import { UserOutlined } from '@ant-design/icons';
import { useText } from '@/shared/i18n/i18n';
import { sexAndAge } from '@/shared/ui/person-text';
import { UrgencyTag } from '@/shared/ui/tags';
import type { Consultation } from '../api/shapes';

/** Who this is about: always on top, always in the same place, name first. */
export function PatientBanner({ consultation }: { readonly consultation: Consultation }) {
  const { t } = useText();
  const { patient, urgency } = consultation;
  return (
    <section className="patient-banner" aria-label={t('request.patient')}>
      <UserOutlined className="face" />
      <b className="name">{patient.name}</b>
      <span className="who">{sexAndAge(patient)}</span>
      {patient.birthDate && <span className="extra">{patient.birthDate}</span>}
      {patient.maskedIdNumber && <span className="extra number">{patient.maskedIdNumber}</span>}
      {patient.phoneMasked && (
        <span className="extra">
          {t('case.phone')} {patient.phoneMasked}
        </span>
      )}
      <span className="allergy">{t('patient.allergy')}</span>
      <span className="push">
        <UrgencyTag urgency={urgency} />
      </span>
    </section>
  );
}
