import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { useWide } from '@/shared/ui/use-wide';
import { isEnding, isForward, orderActions } from '../action-fields';
import { ActionDialog } from './action-dialog';
import { useOpenCase } from './use-case';

/** Where a consultation that became a referral goes on. */
const referralPath = (id: string) => `/referrals/new?consultation=${encodeURIComponent(id)}`;

/** Buttons for what this user may do now, and for nothing else. */
export function ActionBar() {
  const { t, tv } = useText();
  const { actions, running, consultation } = useOpenCase();
  const navigate = useNavigate();
  const user = useUser();
  const converted = consultation.state === 'converted' && consultation.inviting.practitionerId === user.practitionerId;
  const [open, setOpen] = useState<string>();
  const wide = useWide(700);
  const ordered = orderActions(actions);
  const shown = ordered.slice(0, wide ? 5 : 2);
  const rest = ordered.slice(shown.length);
  const dialog = actions.find(({ action }) => action === open);
  return (
    <div className="action-bar">
      {actions.some(({ action }) => action === 'edit') && (
        <Button onClick={() => void navigate(`/new?edit=${encodeURIComponent(consultation.id)}`)}>{tv('action', 'edit')}</Button>
      )}
      {converted && (
        <Button type="primary" onClick={() => void navigate(referralPath(consultation.id))}>
          {t('case.writeReferral')}
        </Button>
      )}
      {shown.map(({ action }, index) => (
        <Button
          key={action}
          type={index === 0 && isForward(action) ? 'primary' : 'default'}
          danger={isEnding(action)}
          disabled={running}
          onClick={() => setOpen(action)}
        >
          {tv('action', action)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(({ action }) => ({ key: action, danger: isEnding(action), label: tv('action', action) })),
            onClick: ({ key }) => setOpen(key),
          }}
        >
          <Button icon={<DownOutlined />} iconPlacement="end">
            {t('action.more')}
          </Button>
        </Dropdown>
      )}
      {dialog && <ActionDialog key={dialog.action} action={dialog} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
