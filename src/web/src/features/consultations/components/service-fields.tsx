import { Form, Radio, Select } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { type RequestTemplate, useRequestTemplates } from '../api/list-templates';
import { kinds, modes, urgencies } from '../vocabulary';

interface Props {
  readonly onTemplate: (template: RequestTemplate) => void;
  readonly onKind: () => void;
}

/** Kind, mode, urgency and the template that goes with the kind; inside a form. */
export function ServiceFields({ onTemplate, onKind }: Props) {
  const { t, tv } = useText();
  const form = Form.useFormInstance();
  const kind: string | undefined = Form.useWatch('kind', form);
  const templates = useRequestTemplates(kind);
  return (
    <div className="fields">
      <Form.Item name="kind" label={t('request.kind')} rules={[{ required: true, message: t('common.required') }]}>
        <Select onChange={onKind} options={kinds.map((value) => ({ value, label: tv('kind', value) }))} />
      </Form.Item>
      <Form.Item label={t('request.template')} htmlFor="request-template">
        <Select
          id="request-template"
          key={kind}
          allowClear
          loading={templates.isLoading}
          placeholder={t('request.templateHint')}
          onSelect={(id: string) => {
            const template = templates.data?.find((each) => each.id === id);
            if (template) onTemplate(template);
          }}
          options={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="urgency" label={t('request.urgency')}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          className="urgencies"
          options={urgencies.map((value) => ({ value, label: tv('urgency', value), className: `urgency-${value}` }))}
        />
      </Form.Item>
      <Form.Item name="mode" label={t('request.mode')}>
        <Radio.Group optionType="button" options={modes.map((value) => ({ value, label: tv('mode', value) }))} />
      </Form.Item>
    </div>
  );
}
