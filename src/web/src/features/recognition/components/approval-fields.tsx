import { Form, Input } from 'antd';
import { useText } from '@/shared/i18n/i18n';

/** Who answers for a version of rules or prices, and from which day it holds. */
export interface Approval {
  readonly approver: string;
  readonly effectiveFrom: string;
}

/** Asks for both. */
export function ApprovalFields() {
  const { t } = useText();
  return (
    <>
      <Form.Item name="effectiveFrom" label={t('rules.effectiveFrom')} rules={[{ required: true, message: t('common.required') }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="approver" label={t('rules.approver')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
        <Input maxLength={50} />
      </Form.Item>
    </>
  );
}
