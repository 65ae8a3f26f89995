import { Alert, App, Button, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { sentences, useText } from '@/shared/i18n/i18n';
import { readIdentityNumber } from '@/shared/patient-id/gb11643';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { problemText } from '@/shared/ui/load-state';
import { type Registration, useRegisterPatient } from '../api/register-patient';
import { guardianRelations, idTypes, type Patient, verifications } from '../api/shapes';

interface Props {
  readonly name?: string;
  readonly idNumber?: string;
  readonly onDone: (patient: Patient) => void;
  readonly onCancel: () => void;
}

const adultFrom = 18;

/** Registers a person by a document; the same document gives the person who is there already. */
export function RegisterForm({ name, idNumber, onDone, onCancel }: Props) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Registration>();
  const register = useRegisterPatient();
  const [problem, setProblem] = useState<string>();
  const idType = Form.useWatch('idType', form) ?? '01';
  const birthDate = Form.useWatch('birthDate', form);
  const byNumber = idType === '01';
  const minor = !!birthDate && new Date().getFullYear() - Number(birthDate.slice(0, 4)) < adultFrom;

  const readNumber = (typed: string) => {
    const read = byNumber ? readIdentityNumber(typed, new Date()) : undefined;
    if (typeof read === 'object') form.setFieldsValue({ sex: read.sex, birthDate: read.birthDate });
  };
  const submit = async (values: Registration) => {
    setProblem(undefined);
    try {
      const { guardian, phone, ...rest } = values;
      const patient = await register.mutateAsync({
        ...rest,
        idNumber: values.idNumber.trim().toUpperCase(),
        ...(phone ? { phone } : {}),
        ...(guardian?.name ? { guardian } : {}),
      });
      void message.success(t('patient.registered'));
      onDone(patient);
    } catch (error) {
      const left = error instanceof ApiProblem ? showFieldProblems(form, error) : [];
      setProblem(sentences([problemText(error), ...left]));
    }
  };
  const guardianIdType = Form.useWatch(['guardian', 'idType'], form) ?? '01';
  const send = () => void form.validateFields().then(submit, () => {});
  /** The request around this form must not be sent by it. */
  const onPressEnter = (event: { preventDefault(): void }) => {
    event.preventDefault();
    send();
  };
  const checkNumber = async (typed: string | undefined, isCard: boolean) => {
    const read = typed && isCard ? readIdentityNumber(typed, new Date()) : undefined;
    if (typeof read === 'string') throw new Error(t(`idFault.${read}`));
  };
  const check = (_: unknown, typed: string | undefined) => checkNumber(typed, byNumber);
  const checkGuardian = (_: unknown, typed: string | undefined) => checkNumber(typed, guardianIdType === '01');
  return (
    <Form
      form={form}
      component="div"
      layout="vertical"
      className="register"
      initialValues={{ idType: '01', verification: 'manual', name, idNumber }}
      scrollToFirstError
    >
      {problem && <Alert type="error" showIcon title={problem} style={{ marginBottom: 12 }} />}
      <div className="fields">
        <Form.Item name="name" label={t('patient.name')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input maxLength={50} autoFocus autoComplete="off" onPressEnter={onPressEnter} />
        </Form.Item>
        <Form.Item name="idType" label={t('patient.idType')}>
          <Select options={idTypes.map((value) => ({ value, label: tv('idType', value) }))} />
        </Form.Item>
        <Form.Item
          name="idNumber"
          label={t('patient.idNumber')}
          dependencies={['idType']}
          validateDebounce={150}
          hasFeedback
          rules={[{ required: true, message: t('common.required') }, { validator: check }]}
        >
          <Input
            maxLength={30}
            autoComplete="off"
            inputMode="text"
            onPressEnter={onPressEnter}
            onChange={(event) => readNumber(event.target.value)}
          />
        </Form.Item>
        <Form.Item
          name="sex"
          label={t('patient.sex')}
          extra={byNumber ? t('patient.fromId') : undefined}
          rules={[{ required: !byNumber, message: t('common.required') }]}
        >
          <Select disabled={byNumber} options={['male', 'female'].map((value) => ({ value, label: tv('sex', value) }))} />
        </Form.Item>
        <Form.Item
          name="birthDate"
          label={t('patient.birthDate')}
          extra={byNumber ? t('patient.fromId') : undefined}
          rules={[{ required: !byNumber, message: t('common.required') }]}
        >
          <Input type="date" disabled={byNumber} />
        </Form.Item>
        <Form.Item name="phone" label={t('patient.phone')}>
          <Input maxLength={20} inputMode="tel" autoComplete="off" onPressEnter={onPressEnter} />
        </Form.Item>
        <Form.Item name="verification" label={t('patient.verification')}>
          <Select options={verifications.map((value) => ({ value, label: tv('verification', value) }))} />
        </Form.Item>
        {minor && (
          <>
            <Form.Item
              name={['guardian', 'name']}
              label={t('patient.guardianName')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <Input maxLength={50} autoComplete="off" />
            </Form.Item>
            <Form.Item
              name={['guardian', 'relation']}
              label={t('patient.guardianRelation')}
              rules={[{ required: true, message: t('common.required') }]}
            >
              <Select options={guardianRelations.map((value) => ({ value, label: tv('guardian', value) }))} />
            </Form.Item>
            <Form.Item name={['guardian', 'idType']} label={t('patient.guardianIdType')} initialValue="01">
              <Select options={idTypes.map((value) => ({ value, label: tv('idType', value) }))} />
            </Form.Item>
            <Form.Item
              name={['guardian', 'idNumber']}
              label={t('patient.guardianIdNumber')}
              validateDebounce={150}
              rules={[{ required: true, message: t('common.required') }, { validator: checkGuardian }]}
            >
              <Input maxLength={30} autoComplete="off" />
            </Form.Item>
          </>
        )}
      </div>
      <Space>
        <Button type="primary" loading={register.isPending} onClick={send}>
          {t('patient.register')}
        </Button>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
      </Space>
    </Form>
  );
}
