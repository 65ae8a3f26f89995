import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWhole } from '@/shared/api/use-whole';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useAccounts } from '../api/accounts';
import type { Institution } from '../api/institutions';
import { type Practitioner, type Standing, usePractitionersOf } from '../api/practitioners';
import { itemsOf } from '../api/send';
import { licenceState } from '../licence';
import { MoreButton } from './more-button';
import { type PractitionerStep, PractitionerStepDialog } from './practitioner-step-dialog';
import { RegisterPractitionerDialog } from './register-practitioner-dialog';

const steps = ['move', 'changeTitle', 'renew', 'leave'] as const satisfies readonly PractitionerStep[];

/** Who works at an institution or left it, how long each licence holds, and whose account is open. */
export function PractitionerList({ institution }: { readonly institution: Institution }) {
  const { t, tv } = useText();
  const [standing, setStanding] = useState<Standing>('active');
  const query = usePractitionersOf(institution.id, standing);
  const people = itemsOf(query);
  const accounts = useAccountsByPractitioner(institution.id);
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ readonly id: string; readonly step: PractitionerStep }>();
  const chosen = people.find(({ id }) => id === open?.id);
  const at = `at=${encodeURIComponent(institution.id)}`;
  return (
    <section className="panel" aria-label={t('practitioners.title')}>
      <header>
        <h2>{t('practitioners.title')}</h2>
        <Segmented<Standing>
          value={standing}
          onChange={setStanding}
          options={(['active', 'left'] as const).map((value) => ({ value, label: t(`practitioners.${value}`) }))}
        />
        <Button className="push" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('practitioners.new')}
        </Button>
      </header>
      <LoadState
        query={query}
        empty={people.length === 0}
        emptyText={t(standing === 'left' ? 'practitioners.noneLeft' : 'practitioners.none')}
      >
        <ul className="admin-rows practitioners">
          {people.map((person) => {
            const { id, name } = person;
            const account = accounts.get(id);
            return (
              <li key={id} aria-label={name}>
                <span>
                  <b>{name}</b> {person.title && tv('title', person.title)}
                </span>
                <span>{person.department}</span>
                <span className="muted small">{[person.scope, person.licenceNumber].filter(Boolean).join(' · ')}</span>
                <LicenceText person={person} />
                <span className="admin-actions">
                  {person.leftOn && <span className="muted small">{t('practitioners.leftOn', { day: person.leftOn })}</span>}
                  {account ? (
                    <Link to={`/admin/accounts?account=${encodeURIComponent(account.id)}`}>
                      {t('practitioners.account', { account: account.account })}
                    </Link>
                  ) : (
                    person.active && (
                      <Link
                        to={`/admin/accounts?for=${encodeURIComponent(id)}&${at}`}
                        aria-label={t('practitioners.openAccountFor', { name })}
                      >
                        {t('practitioners.openAccount')}
                      </Link>
                    )
                  )}
                  {person.active ? (
                    <Dropdown
                      trigger={['click']}
                      menu={{
                        items: steps.map((key) => ({ key, label: t(`practitioners.${key}`), danger: key === 'leave' })),
                        onClick: ({ key }) => setOpen({ id, step: key as PractitionerStep }),
                      }}
                    >
                      <Button size="small" icon={<EllipsisOutlined />} aria-label={t('practitioners.more', { name })} />
                    </Dropdown>
                  ) : (
                    <Button size="small" aria-label={t('practitioners.returnOf', { name })} onClick={() => setOpen({ id, step: 'return' })}>
                      {t('practitioners.return')}
                    </Button>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
        <MoreButton query={query} count={people.length} />
      </LoadState>
      {isAdding && <RegisterPractitionerDialog institution={institution} onClose={() => setAdding(false)} />}
      {open && chosen && (
        <PractitionerStepDialog person={chosen} step={open.step} reload={query.refetch} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

/** All accounts of an institution, page after page: whoever is missing would be offered a second one. */
function useAccountsByPractitioner(institutionId: string) {
  const query = useAccounts({ institutionId, limit: 200 });
  useWhole(query);
  return new Map(itemsOf(query).map((account) => [account.practitionerId, account]));
}

function LicenceText({ person }: { readonly person: Practitioner }) {
  const { t } = useText();
  if (!person.licenceValidTo) return <span />;
  const { tone, days } = licenceState(person.licenceValidTo, formatDay(new Date().toISOString()));
  const mark =
    tone === 'expired' ? t('practitioners.expired') : days === 0 ? t('practitioners.today') : t('practitioners.soon', { count: days });
  return (
    <span className="small">
      <span className="muted">
        {t('practitioners.validTo')} {person.licenceValidTo}
      </span>{' '}
      {tone !== 'fine' && (
        <Tag className="tag" color={tone === 'expired' ? 'red' : 'gold'}>
          {mark}
        </Tag>
      )}
    </span>
  );
}
