import { Alert, Form, Input, Radio, Select, Skeleton } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatShort } from '@/shared/time/clinic-time';
import { useNow } from '@/shared/time/use-now';
import { problemText } from '@/shared/ui/load-state';
import { useReceivers } from '../api/list-receivers';
import type { Receiver } from '../api/shapes';
import { RelationTag } from './marks';

interface Props {
  /** The referring institution. */
  readonly from: string | undefined;
  readonly direction: string | undefined;
  readonly lane: string | undefined;
  /** Not offered again, for it has declined. */
  readonly without?: string;
}

/** Fields of `to`: the department, then the hospitals that have it, in the order the rules prefer; inside a form. */
export function ReceiverFields({ from, direction, lane, without }: Props) {
  const { t } = useText();
  const form = Form.useFormInstance();
  const department: string | undefined = Form.useWatch(['to', 'department'], form);
  const institutionId: string | undefined = Form.useWatch(['to', 'institutionId'], form);
  const every = useReceivers({ from, direction, lane });
  const having = useReceivers({ from, direction, lane, department }, !!department);
  const offered = (items: readonly Receiver[] | undefined) => items?.filter(({ id }) => id !== without) ?? [];
  const receivers = offered(department ? (having.data ?? every.data)?.items : every.data?.items).filter(
    (each) => !department || each.departments.length === 0 || each.departments.includes(department),
  );
  const chosen = receivers.find(({ id }) => id === institutionId);
  // A hospital that was recommended comes without a department: its own are what there is to choose from.
  const departments = [...new Set(chosen && !department ? chosen.departments : every.data?.items.flatMap((each) => each.departments))];
  const required = [{ required: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name={['to', 'department']} label={t('form.department')} rules={required} extra={t('form.departmentHint')}>
        <Select
          showSearch
          loading={every.isLoading}
          options={departments.map((value) => ({ value, label: value }))}
          onChange={(value: string) => {
            if (chosen && chosen.departments.length > 0 && !chosen.departments.includes(value))
              form.setFieldValue(['to', 'institutionId'], undefined);
          }}
        />
      </Form.Item>
      {every.error && <Alert type="error" showIcon title={problemText(every.error)} />}
      {every.isLoading && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {every.isSuccess && receivers.length === 0 && <Alert type="warning" showIcon title={t('form.noReceiver')} />}
      <Form.Item name={['to', 'institutionId']} label={t('form.institution')} rules={required} hidden={receivers.length === 0}>
        <Radio.Group className="receivers">
          {receivers.map((receiver, index) => (
            <Radio key={receiver.id} value={receiver.id}>
              <ReceiverLine receiver={receiver} first={index === 0} />
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {chosen?.needsReason && (
        <Form.Item
          name="relationReason"
          label={t('form.whyNot')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      )}
    </>
  );
}

function ReceiverLine({ receiver, first }: { readonly receiver: Receiver; readonly first: boolean }) {
  const { t } = useText();
  const now = useNow();
  const { name, relation, needsReason, waitingDays, nextFree, freeBeds } = receiver;
  const facts = [
    waitingDays !== undefined && (waitingDays < 1 ? t('form.waitingNone') : t('form.waiting', { days: waitingDays })),
    nextFree
      ? t('form.nextFree', { time: formatShort(nextFree, now) })
      : waitingDays === undefined && freeBeds === undefined && t('form.noSlot'),
    freeBeds !== undefined && t('form.freeBeds', { count: freeBeds }),
  ].filter(Boolean);
  return (
    <span className="receiver">
      <b>{name}</b> <RelationTag relation={relation} />
      {first && !needsReason && <span className="calm small">{t('form.preferred')}</span>}
      {needsReason && <span className="soon small">{t('form.needsReason')}</span>}
      <span className="muted small">{facts.join(' · ')}</span>
    </span>
  );
}
