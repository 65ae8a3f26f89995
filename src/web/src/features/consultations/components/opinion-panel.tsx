import { useText } from '@/shared/i18n/i18n';
import { OpinionEditor } from './opinion-editor';
import { OpinionView } from './opinion-view';
import { may, useOpenCase } from './use-case';

/** The opinion for whoever looks: its author writes, everybody else reads what was released. */
export function OpinionPanel() {
  const { t } = useText();
  const open = useOpenCase();
  const { opinions, draft } = open.consultation;
  const writing = !!may(open, 'draftOpinion') || (!!draft && !!may(open, 'sign'));
  return (
    <section className={`panel ${writing ? 'next' : ''}`} aria-label={t('opinion.title')}>
      <h2>{t('opinion.title')}</h2>
      {writing && <OpinionEditor />}
      {opinions.length > 0 && <OpinionView opinions={opinions} />}
      {!writing && opinions.length === 0 && <p className="muted">{t('opinion.none')}</p>}
    </section>
  );
}
