import { Form, type FormInstance, Input, Select } from 'antd';
import { type Key, useText } from '@/shared/i18n/i18n';
import { type Institution, useInstitutionAction, useRegisterInstitution } from '../api/institutions';
import { isCreditCode, isSameCity, licenceParts } from '../codes';
import { bodyTypes, grades, institutionKinds, ownerships, priceLevels, tiers } from '../vocabulary';
import { StepDialog } from './step-dialog';

interface Profile {
  readonly name: string;
  readonly kind: string;
  readonly tier: string;
  readonly grade: string;
  readonly ownership: string;
  readonly areaCode: string;
  readonly code22?: string;
  readonly creditCode?: string;
  readonly bodyType?: string;
  readonly priceLevel?: string;
  readonly connectBy?: string;
}

/** A cleared field is said by leaving it out. */
const withoutEmpty = (values: Profile) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));

export function RegisterInstitutionDialog({
  onDone,
  onClose,
}: {
  readonly onDone: (made: Institution) => void;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const register = useRegisterInstitution();
  return (
    <StepDialog<Profile>
      width={720}
      title={t('institutions.new')}
      initial={{ grade: 'unrated', ownership: 'public' }}
      onSend={async (values) => onDone(await register(withoutEmpty(values)))}
      onClose={onClose}
    >
      {(form) => <ProfileFields form={form} />}
    </StepDialog>
  );
}

interface ChangeProps {
  readonly institution: Institution;
  readonly reload: () => unknown;
  readonly onClose: () => void;
}

export function ChangeProfileDialog({ institution, reload, onClose }: ChangeProps) {
  const { t } = useText();
  const act = useInstitutionAction(institution);
  return (
    <StepDialog<Profile>
      width={720}
      title={t('institutions.changeProfile')}
      initial={{ ...institution }}
      reload={reload}
      onSend={(values) => act('changeProfile', withoutEmpty(values))}
      onClose={onClose}
    >
      {(form) => <ProfileFields form={form} />}
    </StepDialog>
  );
}

const upper = (typed: string | undefined) => typed?.trim().toUpperCase();

function ProfileFields({ form }: { readonly form: FormInstance<Profile> }) {
  const { t, tv } = useText();
  const needed = { required: true, message: t('common.required') };
  const parts = licenceParts(Form.useWatch('code22', form) ?? '');
  const hasLicence = !!Form.useWatch('code22', form);
  const choice = (name: keyof Profile, label: Key, set: string, values: readonly string[], more: object = {}) => (
    <Form.Item name={name} label={t(label)} {...more}>
      <Select allowClear={!('rules' in more) || name === 'bodyType'} options={values.map((value) => ({ value, label: tv(set, value) }))} />
    </Form.Item>
  );
  const check = (fits: (typed: string) => boolean, message: Key) => ({
    validator: (_: unknown, typed?: string) => (!typed || fits(typed) ? Promise.resolve() : Promise.reject(new Error(t(message)))),
  });
  return (
    <>
      <div className="fields">
        <Form.Item name="name" label={t('institutions.name')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        {choice('kind', 'institutions.kind', 'institutionKind', institutionKinds, { rules: [needed] })}
        {choice('tier', 'institutions.tier', 'tier', tiers, { rules: [needed] })}
        {choice('grade', 'institutions.grade', 'hospitalGrade', grades, { rules: [needed] })}
        {choice('ownership', 'institutions.ownership', 'ownership', ownerships, { rules: [needed] })}
        <Form.Item
          name="areaCode"
          label={t('admin.area')}
          extra={t('institutions.areaHint')}
          rules={[needed, { pattern: /^(\d{6})?$/, message: t('institutions.areaFault') }]}
        >
          <Input maxLength={6} inputMode="numeric" autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item
        name="code22"
        label={t('institutions.code22')}
        extra={parts ? t('institutions.code22Parts', parts) : t('institutions.code22Hint')}
        normalize={upper}
        dependencies={['areaCode']}
        rules={[
          check((typed) => !!licenceParts(typed), 'institutions.code22Fault'),
          check((typed) => {
            const division = licenceParts(typed)?.division;
            const area: string = form.getFieldValue('areaCode') ?? '';
            return !division || area.length !== 6 || isSameCity(division, area);
          }, 'institutions.code22Elsewhere'),
        ]}
      >
        <Input maxLength={22} showCount autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="creditCode"
        label={t('institutions.creditCode')}
        extra={t('institutions.creditHint')}
        normalize={upper}
        rules={[check(isCreditCode, 'institutions.creditFault')]}
      >
        <Input maxLength={18} showCount autoComplete="off" />
      </Form.Item>
      <div className="fields">
        {choice('bodyType', 'institutions.bodyType', 'bodyType', bodyTypes, {
          extra: hasLicence ? undefined : t('institutions.bodyHint'),
          dependencies: ['code22'],
          rules: [{ required: !hasLicence, message: t('institutions.bodyHint') }],
        })}
        {choice('priceLevel', 'institutions.priceLevel', 'tier', priceLevels, { extra: t('institutions.priceHint') })}
        <Form.Item name="connectBy" label={t('institutions.connectBy')}>
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  );
}
