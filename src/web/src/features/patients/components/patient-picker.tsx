import { MedicineBoxOutlined, SearchOutlined, UserAddOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Input, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { LoadState } from '@/shared/ui/load-state';
import { sexAndAge } from '@/shared/ui/person-text';
import { usePatients } from '../api/find-patients';
import type { Patient } from '../api/shapes';
import { RegisterForm } from './register-form';

interface Props {
  readonly id?: string;
  readonly value?: Patient;
  readonly onChange?: (patient: Patient | undefined) => void;
}

/** Chooses a patient: one of the recent, one found by name or document, or one registered now. */
export function PatientPicker({ id, value, onChange }: Props) {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [registering, setRegistering] = useState(false);
  const sought = useDeferredValue(typed.trim());
  const patients = usePatients(sought, !value && !registering);
  if (value) return <Chosen patient={value} onChange={() => onChange?.(undefined)} />;
  if (registering) {
    const isNumber = /^[0-9Xx]{6,}$/.test(typed.trim());
    return (
      <RegisterForm
        name={isNumber ? undefined : typed.trim()}
        idNumber={isNumber ? typed.trim() : undefined}
        onCancel={() => setRegistering(false)}
        onDone={(patient) => {
          setRegistering(false);
          onChange?.(patient);
        }}
      />
    );
  }
  const found = patients.data?.items ?? [];
  return (
    <div className="patient-picker">
      <div className="patient-search">
        <Input
          id={id}
          value={typed}
          allowClear
          autoComplete="off"
          prefix={<SearchOutlined />}
          placeholder={t('patient.search')}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={(event) => {
            event.preventDefault();
            if (found[0] && sought) onChange?.(found[0]);
          }}
        />
        <Button icon={<UserAddOutlined />} onClick={() => setRegistering(true)}>
          {t('patient.register')}
        </Button>
      </div>
      {!sought && found.length > 0 && <div className="muted small">{t('patient.recent')}</div>}
      <LoadState query={patients} rows={2} empty={found.length === 0} emptyText={t('patient.noneFound')}>
        <ul className="patient-options">
          {found.map((patient) => (
            <li key={patient.id}>
              <button type="button" onClick={() => onChange?.(patient)}>
                <b>{patient.name}</b> <span>{sexAndAge(patient)}</span> <span className="muted">{patient.maskedIdNumber}</span>
                {!patient.identityChecked && <Tag color="gold">{t('patient.unchecked')}</Tag>}
              </button>
            </li>
          ))}
        </ul>
      </LoadState>
    </div>
  );
}

function Chosen({ patient, onChange }: { readonly patient: Patient; readonly onChange: () => void }) {
  const { t } = useText();
  const user = useUser();
  return (
    <div className="patient-chosen">
      <UserOutlined className="face" />
      <b>{patient.name}</b>
      <span>{sexAndAge(patient)}</span>
      <span className="muted">{patient.birthDate}</span>
      <span className="muted">{patient.maskedIdNumber}</span>
      {patient.identityChecked !== undefined && (
        <Tag color={patient.identityChecked ? 'green' : 'gold'}>{t(patient.identityChecked ? 'patient.checked' : 'patient.unchecked')}</Tag>
      )}
      {hasRole(user, 'physician') && (
        <Link to={`/recognition/check?patient=${encodeURIComponent(patient.id)}`} className="push">
          <MedicineBoxOutlined /> {t('menu.order')}
        </Link>
      )}
      <Button size="small" className={hasRole(user, 'physician') ? '' : 'push'} onClick={onChange}>
        {t('patient.change')}
      </Button>
    </div>
  );
}
