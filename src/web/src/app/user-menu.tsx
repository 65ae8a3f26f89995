import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { forgetUploads } from '@/features/imaging/upload-queue';
import { request } from '@/shared/api/http';
import { all, wipe } from '@/shared/drafts/database';
import { switchLanguage, useText } from '@/shared/i18n/i18n';
import { live } from '@/shared/live/live';
import { sessionQuery, useUser } from '@/shared/session/session';
import { useWide } from '@/shared/ui/use-wide';

export function UserMenu() {
  const { t, tv, language } = useText();
  const user = useUser();
  const client = useQueryClient();
  const { modal } = App.useApp();
  const wide = useWide(900);

  const leave = async () => {
    await request('/api/v1/session', { method: 'DELETE', unauthorizedIsAnswer: true }).catch(() => {});
    forgetUploads(user.id);
    await wipe(user.id).catch(() => {});
    sessionStorage.clear();
    await live.stop().catch(() => {});
    client.setQueryData(sessionQuery.queryKey, null);
    // The session itself stays, for the door looks at it.
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
  };
  const signOut = async () => {
    const unsent = (await Promise.all([all('outbox', user.id), all('uploads', user.id)]).catch(() => [[], []])).flat().length;
    if (unsent === 0) return leave();
    modal.confirm({
      title: t('user.unsent'),
      content: t('user.unsentText', { count: unsent }),
      okText: t('user.signOutAnyway'),
      okButtonProps: { danger: true },
      onOk: leave,
    });
  };
  const about = [user.institutionName, user.department, user.title && tv('title', user.title)].filter(Boolean).join(' · ');
  return (
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
          { type: 'divider' },
          { key: 'out', icon: <LogoutOutlined />, label: t('user.signOut') },
        ],
        onClick: ({ key }) => {
          if (key === 'out') void signOut();
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
  );
}
