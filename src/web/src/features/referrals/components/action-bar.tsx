import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { useWide } from '@/shared/ui/use-wide';
import { isEnding, isForward, isRare, orderActions } from '../action-fields';
import { ActionDialog } from './action-dialog';
import { useOpenCase } from './use-case';

/** Buttons for what this user may do now, and for nothing else. */
export function ActionBar() {
  const { t, tv } = useText();
  const { actions, running, referral } = useOpenCase();
  const navigate = useNavigate();
  const [open, setOpen] = useState<string>();
  const wide = useWide(700);
  const ordered = orderActions(actions);
  const usual = ordered.filter(({ action }) => !isRare(action));
  const shown = usual.slice(0, wide ? 4 : 2);
  const rest = ordered.filter((each) => !shown.includes(each));
  const dialog = actions.find(({ action }) => action === open);
  return (
    <div className="action-bar">
      {actions.some(({ action }) => action === 'edit') && (
        <Button onClick={() => void navigate(`/referrals/new?edit=${encodeURIComponent(referral.id)}`)}>
          {tv('referralAction', 'edit')}
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
          {tv('referralAction', action)}
        </Button>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(({ action }) => ({ key: action, danger: isEnding(action), label: tv('referralAction', action) })),
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
