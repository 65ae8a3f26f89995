import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Form, Input, Modal, Popover, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { useWhole } from '@/shared/api/use-whole';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useChangeCapacity } from '../api/change-capacity';
import { useInstitution } from '../api/get-own-institution';
import { useBeds } from '../api/list-capacity';
import type { Bed } from '../api/shapes';
import { groupBy, labelsOf } from '../week';

/** Beds by ward; a click closes, opens, or leads to the case that holds one. */
export function BedBoard({ institutionId }: { readonly institutionId: string | undefined }) {
  const { t } = useText();
  const query = useBeds({ institutionId });
  useWhole(query);
  const [adding, setAdding] = useState(false);
  const beds = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('beds.add')}
    </Button>
  );
  return (
    <>
      <div className="filters">{beds.length > 0 && add}</div>
      <LoadState query={query} empty={beds.length === 0} emptyText={t('capacity.noBeds')} emptyAction={add}>
        {groupBy(beds, ({ ward, department }) => `${department} · ${ward}`).map(([ward, ofWard]) => (
          <section key={ward} className="ward" aria-label={ward}>
            <h3>
              {ward}{' '}
              <span className="muted small">
                {t('beds.summary', { free: ofWard.filter(({ state }) => state === 'free').length, all: ofWard.length })}
              </span>
            </h3>
            <ul className="beds">
              {ofWard.map((bed) => (
                <li key={bed.id}>
                  <BedChip bed={bed} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </LoadState>
      {adding && <AddBeds institutionId={institutionId} onClose={() => setAdding(false)} />}
    </>
  );
}

function BedChip({ bed }: { readonly bed: Bed }) {
  const { t, tv } = useText();
  const { message } = App.useApp();
  const change = useChangeCapacity();
  const [reason, setReason] = useState('');
  const [open, setOpen] = useState(false);
  const run = async (action: 'open' | 'close') => {
    try {
      await change.mutateAsync({
        path: `beds/${encodeURIComponent(bed.id)}/actions/${action}`,
        body: action === 'close' && reason.trim() ? { reason: reason.trim() } : {},
      });
      setOpen(false);
    } catch (error) {
      void message.error(problemText(error));
    }
  };
  const closed = bed.state === 'closed' || bed.closing;
  const content = (
    <div className="bed-menu">
      <span>
        {tv('bedState', bed.state)} {bed.closing && t('beds.closing')}
      </span>
      {bed.heldBy && (
        <Link to={`/referrals/${encodeURIComponent(bed.heldBy.caseId)}`} state={{ from: '/referral-desk/capacity' }}>
          {t('capacity.openCase')}
        </Link>
      )}
      {!closed && (
        <Input
          size="small"
          maxLength={100}
          placeholder={t('beds.closeReason')}
          aria-label={t('beds.closeReason')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <Button size="small" danger={!closed} loading={change.isPending} onClick={() => void run(closed ? 'open' : 'close')}>
        {t(closed ? 'beds.open' : 'beds.close')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={content}>
      <button type="button" className={`chip bed-${bed.state}`}>
        {bed.label} <small>{tv('bedState', bed.state)}</small>
      </button>
    </Popover>
  );
}

function AddBeds({ institutionId, onClose }: { readonly institutionId: string | undefined; readonly onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ department: string; ward: string; labels: string }>();
  const institution = useInstitution(institutionId);
  const change = useChangeCapacity();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const save = async ({ department, ward, labels }: { department: string; ward: string; labels: string }) => {
    try {
      await change.mutateAsync({ path: 'beds', body: { department, ward, labels: labelsOf(labels) } });
      void message.success(t('beds.saved'));
      onClose();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  const rules = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <Modal
      open
      title={t('beds.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('common.save')}
      confirmLoading={change.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => void save(values)}>
        {failure && <ProblemAlert error={failure.error} details={failure.details} />}
        <Form.Item name="department" label={t('schedule.department')} rules={rules}>
          <Select showSearch options={(institution.data?.departments ?? []).map((value) => ({ value, label: value }))} />
        </Form.Item>
        <Form.Item name="ward" label={t('beds.ward')} rules={rules}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="labels" label={t('beds.labels')} rules={rules} extra={t('beds.labelsHint')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
