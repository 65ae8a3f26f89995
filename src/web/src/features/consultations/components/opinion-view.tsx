import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Collapse } from 'antd';
import { DiagnosisList, Fact } from '@/shared/case/facts';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import type { Opinion } from '../api/shapes';

/** The signed opinion with its signatures, the newest version open, the others at hand. */
export function OpinionView({ opinions }: { readonly opinions: readonly Opinion[] }) {
  const { t } = useText();
  const [newest, ...older] = [...opinions].sort((a, b) => b.version - a.version);
  if (!newest) return null;
  return (
    <>
      <OneOpinion opinion={newest} />
      {older.length > 0 && (
        <Collapse
          size="small"
          ghost
          items={[
            {
              key: 'older',
              label: `${t('opinion.copyTool')} (${older.length})`,
              children: older.map((each) => <OneOpinion key={each.version} opinion={each} />),
            },
          ]}
        />
      )}
    </>
  );
}

function OneOpinion({ opinion }: { readonly opinion: Opinion }) {
  const { t, tv } = useText();
  return (
    <article className="opinion">
      <div className="muted small">
        {t('opinion.version', { version: opinion.version })}
        {opinion.amends !== undefined && ` · ${t('opinion.amends', { version: opinion.amends })}`} {formatTime(opinion.releasedAt)}
      </div>
      <dl className="facts">
        <Fact label={t('opinion.findings')}>{opinion.findings}</Fact>
        <Fact label={t('opinion.diagnoses')}>{opinion.diagnoses.length > 0 && <DiagnosisList diagnoses={opinion.diagnoses} />}</Fact>
        <Fact label={t('opinion.advice')}>{opinion.advice}</Fact>
      </dl>
      <ul className="signatures">
        {opinion.signatures.map(({ practitionerId, name, title, at, valid }) => (
          <li key={practitionerId} className={valid ? 'valid' : 'invalid'}>
            {valid ? <CheckCircleFilled /> : <CloseCircleFilled />} <b>{name}</b> {title && tv('title', title)}{' '}
            <span className="muted small">{formatTime(at)}</span> <span>{t(valid ? 'opinion.valid' : 'opinion.invalid')}</span>
          </li>
        ))}
      </ul>
      {opinion.responsibility && (
        <p className="muted small">{t(opinion.responsibility === 'joint' ? 'opinion.joint' : 'opinion.invitingDecides')}</p>
      )}
    </article>
  );
}
