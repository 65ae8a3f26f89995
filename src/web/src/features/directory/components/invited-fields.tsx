import { Form, Select, Tag } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useServingInstitutions } from '../api/list-institutions';
import { usePractitioners } from '../api/list-practitioners';

interface Props {
  /** The kind of service wanted. */
  readonly service: string | undefined;
  /** The asking institution. */
  readonly from: string | undefined;
}

const titles = ['attending', 'associateChief', 'chief'] as const;

/** Fields of `invited`: institution, department, and a doctor or the least title; inside a form. */
export function InvitedFields({ service, from }: Props) {
  const { t, tv } = useText();
  const form = Form.useFormInstance();
  const institutionId: string | undefined = Form.useWatch(['invited', 'institutionId'], form);
  const department: string | undefined = Form.useWatch(['invited', 'department'], form);
  const institutions = useServingInstitutions(service, from);
  const practitioners = usePractitioners(institutionId, department);
  const items = institutions.data?.items.filter(({ id }) => id !== from) ?? [];
  const chosen = items.find(({ id }) => id === institutionId);
  const clear = (...names: string[]) => form.setFieldsValue({ invited: Object.fromEntries(names.map((name) => [name, undefined])) });
  return (
    <div className="fields">
      <Form.Item
        name={['invited', 'institutionId']}
        label={t('request.institution')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'search' }}
          loading={institutions.isLoading}
          notFoundContent={institutions.isSuccess ? t('request.noInstitution') : t('common.loading')}
          onChange={() => clear('department', 'practitionerId')}
          options={items.map(({ id, name, relation, onDuty }) => ({
            value: id,
            search: name,
            label: (
              <span className="option-row">
                <span className="ellipsis">{name}</span>
                <span>
                  {onDuty && <Tag color="green">{t('request.onDuty')}</Tag>}
                  {relation && <Tag color={relation === 'alliance' ? 'blue' : 'default'}>{tv('relation', relation)}</Tag>}
                </span>
              </span>
            ),
          }))}
        />
      </Form.Item>
      <Form.Item
        name={['invited', 'department']}
        label={t('request.department')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select
          showSearch
          disabled={!institutionId}
          placeholder={institutionId ? undefined : t('request.pickInstitutionFirst')}
          onChange={() => clear('practitionerId')}
          options={(chosen?.departments ?? []).map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <Form.Item name={['invited', 'practitionerId']} label={t('request.practitioner')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          disabled={!institutionId}
          loading={practitioners.isLoading}
          options={(practitioners.data?.items ?? []).map(({ id, name, title, department: where }) => ({
            value: id,
            label: [name, title && tv('title', title), where].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      <Form.Item name={['invited', 'minimumTitle']} label={t('request.minimumTitle')}>
        <Select allowClear options={titles.map((value) => ({ value, label: tv('title', value) }))} />
      </Form.Item>
    </div>
  );
}
