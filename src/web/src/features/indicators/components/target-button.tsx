import { AimOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { sentences, useText } from '@/shared/i18n/i18n';
import { unitName } from '@/shared/numbers/figure';
import { useUser } from '@/shared/session/session';
import { monthOf, yearOf } from '@/shared/time/months';
import { useNow } from '@/shared/time/use-now';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { problemText } from '@/shared/ui/load-state';
import { type Target, useSetTarget } from '../api/set-target';
import type { Definition } from '../api/shapes';

/** Sets the year's target of the area; who approved it is kept with it. */
export function TargetButton({ definition }: { readonly definition: Definition }) {
  const { t } = useText();
  const user = useUser();
  const year = yearOf(monthOf(useNow(60_000)));
  const [form] = Form.useForm<Omit<Target, 'code' | 'scope'>>();
  const [shown, setShown] = useState(false);
  const [failed, setFailed] = useState<string>();
  const setTarget = useSetTarget();
  const send = async () => {
    const values = await form.validateFields();
    setFailed(undefined);
    try {
      await setTarget.mutateAsync({ ...values, code: definition.code, scope: user.areaCode ?? '' });
      setShown(false);
    } catch (problem) {
      const left = problem instanceof ApiProblem ? showFieldProblems(form, problem) : [];
      setFailed(sentences([problemText(problem), ...left]));
    }
  };
  return (
    <>
      <Button icon={<AimOutlined />} onClick={() => setShown(true)}>
        {t('target.set')}
      </Button>
      <Modal
        open={shown}
        title={`${t('target.set')} · ${definition.name}`}
        okText={t('common.save')}
        cancelText={t('common.cancel')}
        confirmLoading={setTarget.isPending}
        onOk={() => void send().catch(() => {})}
        onCancel={() => setShown(false)}
        destroyOnHidden
      >
        <Form form={form} layout="vertical" initialValues={{ year, approver: user.name }}>
          {failed && <Alert type="error" showIcon title={failed} />}
          <Form.Item name="year" label={t('period.yearLabel')} rules={[{ required: true, message: t('common.required') }]}>
            <InputNumber min={2020} max={2100} precision={0} />
          </Form.Item>
          <Form.Item
            name="value"
            label={`${t('target.label')}（${unitName(definition.unit)}）`}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <InputNumber min={0} max={definition.unit === '%' ? 100 : undefined} autoFocus />
          </Form.Item>
          <Form.Item name="approver" label={t('target.approver')} rules={[{ required: true, message: t('common.required') }]}>
            <Input maxLength={50} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  );
}
