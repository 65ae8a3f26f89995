import { PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Tag } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { type Alliance, type Member, useAllianceAction, useAlliances, useFormAlliance } from '../api/cooperation';
import { itemsOf } from '../api/send';
import { InstitutionSelect } from './institution-select';
import { MoreButton } from './more-button';
import { StepDialog } from './step-dialog';
import { SureButton } from './sure-button';

const today = () => formatDay(new Date().toISOString());

export function AllianceList() {
  const { t } = useText();
  const query = useAlliances();
  const alliances = itemsOf(query);
  const form = useFormAlliance();
  const [isAdding, setAdding] = useState(false);
  const needed = { required: true, message: t('common.required') };
  return (
    <>
      <div className="filters">
        <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('alliances.new')}
        </Button>
      </div>
      <LoadState query={query} empty={alliances.length === 0} emptyText={t('alliances.none')}>
        <ul className="alliances">
          {alliances.map((each) => (
            <OneAlliance key={each.id} alliance={each} reload={query.refetch} />
          ))}
        </ul>
        <MoreButton query={query} count={alliances.length} />
      </LoadState>
      {isAdding && (
        <StepDialog<{ readonly name: string; readonly leadId: string; readonly from: string }>
          title={t('alliances.new')}
          initial={{ from: today() }}
          onSend={form}
          onClose={() => setAdding(false)}
        >
          <Form.Item name="name" label={t('alliances.name')} rules={[{ ...needed, whitespace: true }]}>
            <Input maxLength={100} autoComplete="off" autoFocus />
          </Form.Item>
          <Form.Item name="leadId" label={t('alliances.lead')} rules={[needed]}>
            <InstitutionSelect />
          </Form.Item>
          <DayField name="from" />
        </StepDialog>
      )}
    </>
  );
}

function DayField({ name, min }: { readonly name: 'from' | 'lastDay'; readonly min?: string }) {
  const { t } = useText();
  return (
    <Form.Item name={name} label={t(`admin.${name}`)} rules={[{ required: true, message: t('common.required') }]}>
      <Input type="date" min={min} />
    </Form.Item>
  );
}

interface Props {
  readonly alliance: Alliance;
  readonly reload: () => unknown;
}

function OneAlliance({ alliance, reload }: Props) {
  const { t } = useText();
  const act = useAllianceAction(alliance);
  const [failure, setFailure] = useState<unknown>();
  const [open, setOpen] = useState<'join' | 'dissolve' | Member>();
  const { name, lastDay } = alliance;
  const close = () => setOpen(undefined);
  return (
    <li aria-label={name}>
      <header className="admin-actions">
        <h3>{name}</h3>
        {lastDay ? (
          <Tag className="tag">{t('alliances.dissolved', { day: lastDay })}</Tag>
        ) : (
          <>
            <Button size="small" className="push" onClick={() => setOpen('join')}>
              {t('alliances.join')}
            </Button>
            <Button size="small" danger onClick={() => setOpen('dissolve')}>
              {t('alliances.dissolve')}
            </Button>
          </>
        )}
      </header>
      {!!failure && <ProblemAlert error={failure} reload={reload} onReloaded={() => setFailure(undefined)} />}
      <ul className="admin-rows members">
        {alliance.members.map((member) => (
          <li key={`${member.institutionId} ${member.from}`} className={member.current ? '' : 'off'}>
            <span>
              {member.name ?? member.institutionId}{' '}
              {member.institutionId === alliance.lead.id && (
                <Tag className="tag" color="blue">
                  {t('alliances.lead')}
                </Tag>
              )}
            </span>
            <span className="muted small">
              {member.lastDay
                ? t('alliances.spanTo', { from: member.from, to: member.lastDay })
                : t('alliances.span', { from: member.from })}
            </span>
            {!lastDay && !member.lastDay && member.institutionId !== alliance.lead.id && (
              <span className="admin-actions">
                <SureButton
                  small
                  label={t('alliances.makeLead')}
                  named={t('alliances.makeLeadNamed', { name: member.name ?? '' })}
                  sure={t('alliances.makeLeadSure', { name: member.name ?? '' })}
                  onSend={() => act('changeLead', { leadId: member.institutionId })}
                  onFailure={setFailure}
                />
                <Button
                  size="small"
                  danger
                  aria-label={t('alliances.leaveNamed', { name: member.name ?? '' })}
                  onClick={() => setOpen(member)}
                >
                  {t('alliances.leave')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open === 'join' && (
        <StepDialog<{ readonly institutionId: string; readonly from: string }>
          title={`${t('alliances.join')} · ${name}`}
          initial={{ from: today() }}
          reload={reload}
          onSend={(values) => act('join', values)}
          onClose={close}
        >
          <Form.Item name="institutionId" label={t('admin.institution')} rules={[{ required: true, message: t('common.required') }]}>
            <InstitutionSelect />
          </Form.Item>
          <DayField name="from" min={alliance.from} />
        </StepDialog>
      )}
      {open && open !== 'join' && (
        <StepDialog<{ readonly lastDay: string }>
          danger
          title={open === 'dissolve' ? t('alliances.dissolveNamed', { name }) : t('alliances.leaveNamed', { name: open.name ?? '' })}
          okText={open === 'dissolve' ? t('alliances.dissolve') : t('alliances.leave')}
          initial={{ lastDay: today() }}
          reload={reload}
          onSend={({ lastDay: last }) =>
            open === 'dissolve' ? act('dissolve', { lastDay: last }) : act('leave', { institutionId: open.institutionId, lastDay: last })
          }
          onClose={close}
        >
          <DayField name="lastDay" min={open === 'dissolve' ? alliance.from : open.from} />
        </StepDialog>
      )}
    </li>
  );
}
