import '../phrases';
import '../administration.css';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { NoSuchPage } from '@/shared/ui/page-error';
import { type Institution, useInstitution, useInstitutionAction } from '../api/institutions';
import { ConnectionTags } from '../components/connection-tags';
import { Facts } from '../components/facts';
import { type Offer, OffersDialog } from '../components/offers-dialog';
import { PractitionerList } from '../components/practitioner-list';
import { ChangeProfileDialog } from '../components/profile-dialog';
import { SureButton } from '../components/sure-button';
import { stepsOf } from '../connection';

/** One institution: what it is, whether it takes part, what it offers, who works there. */
export function InstitutionPage() {
  const { t } = useText();
  const { id } = useParams();
  const isAllowed = hasRole(useUser(), 'administrator');
  const query = useInstitution(isAllowed ? id : undefined);
  if (!isAllowed) return <NoSuchPage />;
  return (
    <div className="page administration">
      <p className="small">
        <Link to="/admin/institutions">← {t('institutions.title')}</Link>
      </p>
      <LoadState query={query}>{query.data && <OneInstitution institution={query.data} reload={query.refetch} />}</LoadState>
    </div>
  );
}

interface Props {
  readonly institution: Institution;
  readonly reload: () => unknown;
}

function OneInstitution({ institution, reload }: Props) {
  const { tv } = useText();
  const act = useInstitutionAction(institution);
  const [failure, setFailure] = useState<unknown>();
  return (
    <>
      <header className="page-head">
        <h1>{institution.name}</h1>
        <span className="admin-tags">
          <ConnectionTags institution={institution} />
        </span>
        <span className="muted">{tv('connectionMeans', institution.status)}</span>
        <span className="admin-actions push">
          {stepsOf(institution.status).map((step) => (
            <SureButton
              key={step}
              primary={step === 'connect' || step === 'reinstate'}
              danger={step === 'suspend'}
              label={tv('connectionStep', step)}
              sure={tv('connectionSure', step)}
              onSend={() => act(step)}
              onFailure={setFailure}
            />
          ))}
        </span>
      </header>
      {!!failure && <ProblemAlert error={failure} reload={reload} onReloaded={() => setFailure(undefined)} />}
      <div className="admin-columns">
        <ProfilePanel institution={institution} reload={reload} />
        <OffersPanel institution={institution} reload={reload} />
      </div>
      <PractitionerList institution={institution} />
    </>
  );
}

function ProfilePanel({ institution, reload }: Props) {
  const { t, tv } = useText();
  const [isChanging, setChanging] = useState(false);
  const word = (set: string, value: string | undefined) => value && tv(set, value);
  const facts: [string, string | undefined][] = [
    [t('institutions.kind'), word('institutionKind', institution.kind)],
    [t('institutions.tier'), [word('tier', institution.tier), word('hospitalGrade', institution.grade)].filter(Boolean).join(' · ')],
    [t('institutions.ownership'), word('ownership', institution.ownership)],
    [t('admin.area'), institution.areaCode],
    [t('institutions.code22'), institution.code22],
    [t('institutions.creditCode'), institution.creditCode],
    [t('institutions.bodyType'), word('bodyType', institution.bodyType)],
    [t('institutions.priceLevel'), word('tier', institution.priceLevel)],
    [t('institutions.connectBy'), institution.connectBy],
  ];
  return (
    <section className="panel" aria-label={t('institutions.profile')}>
      <header>
        <h2>{t('institutions.profile')}</h2>
        <Button className="push" size="small" onClick={() => setChanging(true)}>
          {t('institutions.changeProfile')}
        </Button>
      </header>
      <Facts facts={facts} />
      {isChanging && <ChangeProfileDialog institution={institution} reload={reload} onClose={() => setChanging(false)} />}
    </section>
  );
}

function OffersPanel({ institution, reload }: Props) {
  const { t, tv } = useText();
  const [changing, setChanging] = useState<Offer>();
  const line = (what: Offer, words: readonly string[]) => (
    <div>
      <dt>{t(`institutions.${what}`)}</dt>
      <dd className="admin-tags">
        {words.length === 0 && <span className="muted">{t('common.none')}</span>}
        {words.map((word) => (
          <Tag key={word} className="tag">
            {word}
          </Tag>
        ))}
        <Button
          size="small"
          type="link"
          aria-label={t('institutions.changeNamed', { what: t(`institutions.${what}`) })}
          onClick={() => setChanging(what)}
        >
          {t('institutions.change')}
        </Button>
      </dd>
    </div>
  );
  return (
    <section className="panel" aria-label={t('institutions.offers')}>
      <header>
        <h2>{t('institutions.offers')}</h2>
      </header>
      <dl className="admin-facts">
        {line(
          'services',
          institution.services.map((kind) => tv('kind', kind)),
        )}
        {line('departments', institution.departments)}
        {line('aeTitles', institution.aeTitles)}
      </dl>
      {changing && <OffersDialog institution={institution} what={changing} reload={reload} onClose={() => setChanging(undefined)} />}
    </section>
  );
}
