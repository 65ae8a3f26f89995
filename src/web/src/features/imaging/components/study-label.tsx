import type { StudyLabel } from '../api/sends';

/** What people call a study by; its UID when nothing better is known. */
export function StudyName({ label, uid }: { readonly label?: StudyLabel; readonly uid: string }) {
  if (!label) return <span className="muted small study-uid">{uid}</span>;
  return (
    <span className="study-line">
      <b>{label.modalities.join('/') || '—'}</b>
      <span>{label.patientName}</span>
      <span>{label.description}</span>
      <span className="muted">{label.studyDate?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')}</span>
    </span>
  );
}
