import { UserOutlined } from '@ant-design/icons';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { isNumber, type Resident, useIdentify } from '../api/residents';
import { InstitutionSelect } from './institution-select';

interface Props {
  readonly id?: string;
  readonly value?: Resident;
  readonly onChange?: (resident: Resident | undefined) => void;
}

/** The person behind an account. Each search is on record with those it found, so none is made while typing. */
export function ResidentPicker({ id, value, onChange }: Props) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [institutionId, setInstitutionId] = useState<string>();
  const find = useIdentify();
  if (value)
    return (
      <div className="patient-chosen">
        <UserOutlined className="face" />
        <ResidentText resident={value} />
        <Button size="small" className="push" onClick={() => onChange?.(undefined)}>
          {t('accounts.otherResident')}
        </Button>
      </div>
    );
  const sought = typed.trim();
  const byName = sought.length > 0 && !isNumber(sought);
  return (
    <div className="patient-picker">
      <Input.Search
        id={id}
        value={typed}
        maxLength={60}
        autoComplete="off"
        placeholder={t('accounts.findResident')}
        enterButton={t('accounts.find')}
        loading={find.isPending}
        onChange={(event) => {
          setTyped(event.target.value);
          find.reset();
        }}
        onPressEnter={(event) => event.preventDefault()}
        onSearch={() => sought && (!byName || institutionId) && find.mutate({ typed: sought, institutionId })}
      />
      {byName && (
        <>
          <InstitutionSelect
            label={t('accounts.registeredAt')}
            placeholder={t('accounts.registeredAt')}
            value={institutionId}
            onChange={(next) => {
              setInstitutionId(next);
              find.reset();
            }}
          />
          <span className="muted small">{t('accounts.byNameHint')}</span>
        </>
      )}
      {find.error && <ProblemAlert error={find.error} details={[]} />}
      {find.data?.items.length === 0 && <span className="muted">{t('accounts.noResident')}</span>}
      <ul className="patient-options">
        {find.data?.items.map((resident) => (
          <li key={resident.id}>
            <button type="button" onClick={() => onChange?.(resident)}>
              <ResidentText resident={resident} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ResidentText({ resident }: { readonly resident: Resident }) {
  const { t } = useText();
  return (
    <>
      <b>{resident.name}</b> <span className="muted">{resident.maskedIdNumber}</span>{' '}
      {!resident.identityChecked && <Tag color="gold">{t('accounts.identityUnchecked')}</Tag>}
    </>
  );
}
