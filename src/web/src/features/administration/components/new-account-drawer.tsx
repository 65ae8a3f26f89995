import { Button, Drawer, Form, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { type Account, useOpenAccount } from '../api/accounts';
import { usePractitionersOf } from '../api/practitioners';
import type { Resident } from '../api/residents';
import { itemsOf } from '../api/send';
import { needsOf } from '../roles';
import { temporaryPassword } from '../temporary-password';
import { InstitutionSelect } from './institution-select';
import { PasswordOnce } from './password-once';
import { ResidentPicker } from './resident-picker';
import { RoleFields } from './role-fields';
import { useStep } from './use-step';

interface Fields {
  readonly institutionId?: string;
  readonly practitionerId?: string;
  readonly account: string;
  readonly displayName?: string;
  readonly roles: string[];
  readonly areaCode?: string;
  /** The server names the field so. */
  readonly patientId?: Resident;
}

interface Props {
  /** Chosen already, when one comes from a practitioner. */
  readonly start?: { readonly institutionId?: string; readonly practitionerId?: string };
  readonly onClose: () => void;
}

/** Opens accounts, one after another. */
export function NewAccountDrawer({ start, onClose }: Props) {
  const [round, setRound] = useState(0);
  return <OneAccount key={round} start={round === 0 ? start : undefined} onAnother={() => setRound(round + 1)} onClose={onClose} />;
}

/** That a name is taken is said beside it. */
function besideAccount(error: unknown): never {
  if (!(error instanceof ApiProblem) || error.code !== 'already-opened') throw error;
  const { status, code, title } = error;
  throw new ApiProblem(status, code, title, { account: [{ code, text: title }] });
}

function OneAccount({ start, onAnother, onClose }: Props & { readonly onAnother: () => void }) {
  const { t } = useText();
  const open = useOpenAccount();
  const [password] = useState(temporaryPassword);
  const [opened, setOpened] = useState<Account>();
  const id = useId();
  const send = async ({ institutionId, practitionerId, displayName, ...rest }: Fields) => {
    const needs = needsOf(rest.roles);
    const made = await open({
      account: rest.account.trim(),
      password,
      roles: rest.roles,
      displayName: displayName?.trim() || undefined,
      practitionerId,
      institutionId: practitionerId ? undefined : institutionId,
      areaCode: needs.area ? rest.areaCode : undefined,
      patientId: needs.patient ? rest.patientId?.id : undefined,
    }).catch(besideAccount);
    setOpened(made);
  };
  const { form, failure, isSaving, finish } = useStep<Fields>(send, () => {});
  return (
    <Drawer
      open
      title={t('accounts.new')}
      size={Math.min(560, window.innerWidth)}
      onClose={onClose}
      footer={
        <div className="password-foot">
          <Button onClick={onClose}>{opened ? t('common.close') : t('common.cancel')}</Button>
          {opened ? (
            <Button type="primary" onClick={onAnother}>
              {t('accounts.another')}
            </Button>
          ) : (
            <Button type="primary" htmlType="submit" form={id} loading={isSaving}>
              {t('accounts.new')}
            </Button>
          )}
        </div>
      }
    >
      {opened ? (
        <PasswordOnce title={t('accounts.opened')} account={opened.account} password={password} />
      ) : (
        <Form<Fields>
          id={id}
          form={form}
          layout="vertical"
          className="request"
          initialValues={{ ...start, roles: start?.practitionerId ? ['physician'] : [] }}
          onFinish={finish}
        >
          {failure && <ProblemAlert error={failure.error} details={failure.details} />}
          <WhoFields />
          <RoleFields />
          <PatientField />
          <p className="muted small">{t('accounts.passwordText')}</p>
        </Form>
      )}
    </Drawer>
  );
}

/** Whose account it is: a practitioner of an institution, somebody else there, or somebody of no institution. */
function WhoFields() {
  const { t, tv } = useText();
  const form = Form.useFormInstance<Fields>();
  const institutionId = Form.useWatch('institutionId', form) as string | undefined;
  const practitionerId = Form.useWatch('practitionerId', form) as string | undefined;
  const needs = needsOf((Form.useWatch('roles', form) as string[] | undefined) ?? []);
  const practitioners = usePractitionersOf(institutionId);
  const options = itemsOf(practitioners).map((each) => ({
    value: each.id,
    label: [each.name, each.title && tv('title', each.title), each.department].filter(Boolean).join(' · '),
  }));
  return (
    <>
      <Form.Item
        name="institutionId"
        label={t('admin.institution')}
        rules={[{ required: needs.institution, message: t('accounts.officeNeedsInstitution') }]}
      >
        <InstitutionSelect allowClear onChange={() => form.setFieldsValue({ practitionerId: undefined })} />
      </Form.Item>
      <Form.Item
        name="practitionerId"
        label={t('accounts.practitioner')}
        extra={t('accounts.practitionerHint')}
        rules={[{ required: needs.practitioner, message: t('accounts.physicianNeedsPractitioner') }]}
      >
        <Select
          allowClear
          disabled={!institutionId}
          placeholder={institutionId ? undefined : t('accounts.pickInstitutionFirst')}
          loading={practitioners.isFetching}
          notFoundContent={practitioners.isFetching ? t('common.loading') : t('accounts.noPractitioners')}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
        />
      </Form.Item>
      <div className="fields">
        <Form.Item
          name="account"
          label={t('accounts.account')}
          extra={t('accounts.accountHint')}
          rules={[
            { required: true, message: t('common.required') },
            { pattern: /^[\w.-]*$/, message: t('accounts.accountFault') },
          ]}
        >
          <Input maxLength={40} autoComplete="off" autoCapitalize="none" />
        </Form.Item>
        <Form.Item
          name="displayName"
          label={t('accounts.name')}
          dependencies={['practitionerId']}
          rules={[{ required: !practitionerId, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={60} autoComplete="off" placeholder={practitionerId ? t('accounts.nameOfPractitioner') : undefined} />
        </Form.Item>
      </div>
    </>
  );
}

function PatientField() {
  const { t } = useText();
  const form = Form.useFormInstance<Fields>();
  const chosen = (Form.useWatch('roles', form) as string[] | undefined) ?? [];
  if (!needsOf(chosen).patient) return null;
  const nameAfter = (person: Resident | undefined) => {
    if (person && !form.getFieldValue('displayName')) form.setFieldValue('displayName', person.name);
  };
  return (
    <Form.Item
      name="patientId"
      label={t('accounts.patient')}
      extra={t('accounts.patientHint')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <ResidentPicker onChange={(chosen) => nameAfter(chosen)} />
    </Form.Item>
  );
}
