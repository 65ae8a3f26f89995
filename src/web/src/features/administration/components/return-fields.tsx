import { Form, Input } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import type { Practitioner } from '../api/practitioners';

/** From which day somebody is back at work, and until when the licence holds: not before today, nor shorter than it was. */
export function ReturnFields({ person: { leftOn, licenceValidTo = '' } }: { readonly person: Practitioner }) {
  const { t } = useText();
  const today = formatDay(new Date().toISOString());
  const holdsTo = licenceValidTo > today ? licenceValidTo : today;
  const between = (first: string, last: string, message: string) => [
    { required: true, message: t('common.required') },
    {
      validator: (_: unknown, day?: string) =>
        !day || (day >= first && day <= last) ? Promise.resolve() : Promise.reject(new Error(message)),
    },
  ];
  const fromHint = leftOn ? t('practitioners.fromHint', { day: leftOn }) : t('practitioners.fromToday');
  const licenceHint =
    licenceValidTo < today
      ? t('practitioners.licenceEnded', { day: licenceValidTo })
      : t('practitioners.renewHint', { day: licenceValidTo });
  return (
    <>
      <Form.Item name="from" label={t('practitioners.from')} extra={fromHint} rules={between(leftOn ?? '', today, fromHint)}>
        <Input type="date" min={leftOn} max={today} />
      </Form.Item>
      <Form.Item name="licenceValidTo" label={t('practitioners.validTo')} extra={licenceHint} rules={between(holdsTo, '9999', licenceHint)}>
        <Input type="date" min={holdsTo} />
      </Form.Item>
    </>
  );
}
