import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { type Agreement, useAgreementAction, useAgreements } from '../api/cooperation';
import { itemsOf } from '../api/send';
import { InstitutionSelect } from './institution-select';
import { MoreButton } from './more-button';
import { KindsField, SignAgreementDialog } from './sign-agreement-dialog';
import { StepDialog } from './step-dialog';
import { useFilter } from './use-filter';

type Step = 'changeKinds' | 'terminate';

export function AgreementList() {
  const { t, tv } = useText();
  const { get, set } = useFilter();
  const query = useAgreements({ institutionId: get('institution'), inForce: get('inForce'), limit: 50 });
  const agreements = itemsOf(query);
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ readonly id: string; readonly step: Step }>();
  const chosen = agreements.find(({ id }) => id === open?.id);
  return (
    <>
      <search className="filters">
        <InstitutionSelect
          allowClear
          label={t('admin.institution')}
          placeholder={t('admin.anyInstitution')}
          value={get('institution')}
          onChange={(institution) => set({ institution })}
        />
        <Checkbox checked={get('inForce') === 'true'} onChange={({ target }) => set({ inForce: target.checked ? 'true' : undefined })}>
          {t('agreements.inForceOnly')}
        </Checkbox>
        <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('agreements.new')}
        </Button>
      </search>
      <LoadState query={query} empty={agreements.length === 0} emptyText={t('agreements.none')}>
        <ul className="admin-rows agreements">
          {agreements.map((each) => (
            <li key={each.id} aria-label={each.number}>
              <span>
                <b>{each.number}</b> <AgreementState agreement={each} />
              </span>
              <span>
                {each.inviting.name ?? each.inviting.id} → {each.invited.name ?? each.invited.id}
                {each.thirdParty && <span className="muted"> · {each.thirdParty.name ?? each.thirdParty.id}</span>}
              </span>
              <span className="admin-tags">
                {each.kinds.map((kind) => (
                  <Tag key={kind} className="tag">
                    {tv('kind', kind)}
                  </Tag>
                ))}
              </span>
              <span className="muted small">
                {each.validFrom} – {each.validTo ?? t('agreements.open')}
              </span>
              <span className="admin-actions">
                {!each.terminatedTo && (
                  <>
                    <Button size="small" onClick={() => setOpen({ id: each.id, step: 'changeKinds' })}>
                      {t('agreements.changeKinds')}
                    </Button>
                    <Button size="small" danger onClick={() => setOpen({ id: each.id, step: 'terminate' })}>
                      {t('agreements.terminate')}
                    </Button>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
        <MoreButton query={query} count={agreements.length} />
      </LoadState>
      {isAdding && <SignAgreementDialog onClose={() => setAdding(false)} />}
      {open && chosen && <AgreementDialog agreement={chosen} step={open.step} reload={query.refetch} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function AgreementState({ agreement }: { readonly agreement: Agreement }) {
  const { t } = useText();
  const isEarly = agreement.validFrom > formatDay(new Date().toISOString());
  return (
    <>
      <Tag className="tag" color={agreement.inForce ? 'success' : isEarly ? 'gold' : 'default'}>
        {agreement.inForce ? t('agreements.inForce') : isEarly ? t('agreements.notYet') : t('agreements.over')}
      </Tag>
      {agreement.terminatedTo && (
        <Tag className="tag" color="red">
          {t('agreements.terminatedTo', { day: agreement.terminatedTo })}
        </Tag>
      )}
    </>
  );
}

interface Props {
  readonly agreement: Agreement;
  readonly step: Step;
  readonly reload: () => unknown;
  readonly onClose: () => void;
}

function AgreementDialog({ agreement, step, reload, onClose }: Props) {
  const { t } = useText();
  const act = useAgreementAction(agreement);
  const ends = step === 'terminate';
  return (
    <StepDialog<{ readonly kinds?: string[]; readonly lastDay?: string }>
      title={ends ? t('agreements.terminateNamed', { number: agreement.number }) : `${t('agreements.changeKinds')} · ${agreement.number}`}
      okText={ends ? t('agreements.terminate') : undefined}
      danger={ends}
      initial={ends ? { lastDay: formatDay(new Date().toISOString()) } : { kinds: agreement.kinds }}
      reload={reload}
      onSend={(values) => act(step, values)}
      onClose={onClose}
    >
      {ends ? (
        <>
          <p>{t('agreements.terminateText')}</p>
          <Form.Item name="lastDay" label={t('admin.lastDay')} rules={[{ required: true, message: t('common.required') }]}>
            <Input type="date" min={agreement.validFrom} />
          </Form.Item>
        </>
      ) : (
        <KindsField />
      )}
    </StepDialog>
  );
}
