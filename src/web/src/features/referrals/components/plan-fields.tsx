import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useVocabulary } from '../api/get-vocabulary';
import { dayAfter } from '../desk';

const most = 10;

/** Dates and what to look at on them, with the usual ones by disease; inside a form. */
export function FollowUpsField({ name, required }: { readonly name: (string | number)[]; readonly required?: boolean }) {
  const { t } = useText();
  const { data } = useVocabulary('down');
  const defaults = data?.followUpDefaults ?? [];
  const today = new Date();
  return (
    <Form.Item label={t('field.followUps')} required={required} className="follow-ups-field">
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div className="diagnosis" key={field.key}>
                <Form.Item name={[field.name, 'dueOn']} noStyle>
                  <Input type="date" aria-label={t('field.dueOn')} className="day" />
                </Form.Item>
                <Form.Item name={[field.name, 'what']} noStyle>
                  <Input aria-label={t('field.what')} placeholder={t('field.what')} maxLength={200} />
                </Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label={t('field.removeFollowUp')} onClick={() => remove(field.name)} />
              </div>
            ))}
            {fields.length < most && (
              <div className="buttons">
                <Button size="small" icon={<PlusOutlined />} onClick={() => add({ dueOn: dayAfter(today, 7), what: '' })}>
                  {t('field.addFollowUp')}
                </Button>
                {defaults.length > 0 && (
                  <Select
                    size="small"
                    className="by-disease"
                    value={null}
                    aria-label={t('field.followUpDefaults')}
                    placeholder={t('field.followUpDefaults')}
                    options={defaults.map(({ disease, name: called, afterDays, what }, index) => ({
                      value: index,
                      label: t('field.followUpOf', { disease: called ?? disease, days: afterDays, what }),
                    }))}
                    onSelect={(index: number | null) => {
                      const chosen = index === null ? undefined : defaults[index];
                      if (chosen) add({ dueOn: dayAfter(today, chosen.afterDays), what: chosen.what });
                    }}
                  />
                )}
              </div>
            )}
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}

/** The plan with which a patient goes down; inside a form. */
export function PlanFields({ base, signsNeeded }: { readonly base: string[]; readonly signsNeeded?: boolean }) {
  const { t } = useText();
  const area = (name: 'medication' | 'rehabilitation' | 'warningSigns', needed = false) => (
    <Form.Item
      name={[...base, name]}
      label={t(`field.${name}`)}
      rules={needed ? [{ required: true, whitespace: true, message: t('common.required') }] : undefined}
    >
      <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
    </Form.Item>
  );
  return (
    <>
      {area('medication')}
      {area('rehabilitation')}
      {area('warningSigns', signsNeeded)}
      <FollowUpsField name={[...base, 'followUps']} />
    </>
  );
}
