import { DownOutlined, LaptopOutlined, LockOutlined, LogoutOutlined, NodeIndexOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useCallHost } from '@/features/live-session/components/call-host';
import { PasswordDialog } from '@/features/sign-in/components/password-dialog';
import { switchLanguage, useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { useWide } from '@/shared/ui/use-wide';
import { useSignOut } from './use-sign-out';

export function UserMenu() {
  const { t, tv, language } = useText();
  const user = useUser();
  const wide = useWide(900);
  const navigate = useNavigate();
  const { end } = useCallHost();

  const signOut = useSignOut(user.id, () => end('signedOut'));
  const [isChanging, setChanging] = useState(false);
  const about = [user.institutionName, user.department, user.title && tv('title', user.title)].filter(Boolean).join(' · ');
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: (
                <>
                  <b>{user.name}</b>
                  <br />
                  {about || user.roles.map((role) => tv('role', role)).join('、')}
                </>
              ),
            },
            { key: 'language', label: language === 'en' ? '切换到中文' : 'Switch to English' },
            ...(hasRole(user, 'office')
              ? [
                  { key: 'admin/devices', icon: <LaptopOutlined />, label: t('menu.devices') },
                  { key: 'links', icon: <NodeIndexOutlined />, label: t('menu.links') },
                ]
              : []),
            ...(user.institutionId ? [{ key: 'devices', icon: <LaptopOutlined />, label: t('device.own') }] : []),
            { key: 'password', icon: <LockOutlined />, label: t('password.change') },
            { type: 'divider' },
            { key: 'out', icon: <LogoutOutlined />, label: t('user.signOut') },
          ],
          onClick: ({ key }) => {
            if (key === 'out') void signOut();
            else if (key === 'password') setChanging(true);
            else if (['devices', 'admin/devices', 'links'].includes(key)) void navigate(`/${key}`);
            else if (key === 'language') switchLanguage(language === 'en' ? 'zh' : 'en');
          },
        }}
      >
        <Button type="text" className="on-dark user-button" aria-label={`${t('user.menu')}: ${user.name}`}>
          <UserOutlined />
          {wide && (
            <span className="user-text">
              <span>{user.name}</span>
              <small>{user.institutionName ?? user.roles.map((role) => tv('role', role)).join('、')}</small>
            </span>
          )}
          <DownOutlined />
        </Button>
      </Dropdown>
      {isChanging && <PasswordDialog account={user.account} onClose={() => setChanging(false)} />}
    </>
  );
}
