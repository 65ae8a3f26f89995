import { MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Layout, Menu } from 'antd';
import { useEffect, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import { CallHost } from '@/features/live-session/components/call-host';
import { useText } from '@/shared/i18n/i18n';
import { live } from '@/shared/live/live';
import { useOnline } from '@/shared/live/use-online';
import { useUser } from '@/shared/session/session';
import { useWide } from '@/shared/ui/use-wide';
import { LineIndicator } from './line-indicator';
import { type MenuEntry, menuOf, pagesOf } from './menu';
import { NoticeBell } from './notices/notice-bell';
import { useOutboxSync } from './use-outbox-sync';
import { UserMenu } from './user-menu';

export function Shell() {
  const { t } = useText();
  const user = useUser();
  const wide = useWide(900);
  const online = useOnline();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [drawer, setDrawer] = useState(false);
  useEffect(() => {
    void live.start();
  }, []);
  useOutboxSync(user.id);
  const menu = menuOf(user);
  const item = ({ path, label, icon }: MenuEntry) => ({ key: path, icon, label: t(label) });
  const itemsWith = (group: object) =>
    menu.map((each) =>
      'group' in each ? { key: each.group, icon: each.icon, label: t(each.label), children: each.entries.map(item), ...group } : item(each),
    );
  const go = (path: string) => {
    setDrawer(false);
    void navigate(path);
  };
  // One page may lie below another's address: the nearest is the one that is open.
  const selected = pagesOf(menu)
    .map(({ path }) => path)
    .filter((path) => pathname === path || pathname.startsWith(`${path}/`))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 1);
  return (
    <CallHost>
      <Layout className="shell">
        <Layout.Header className="shell-head">
          {!wide && (
            <Button type="text" className="on-dark" icon={<MenuOutlined />} aria-label={t('menu.open')} onClick={() => setDrawer(true)} />
          )}
          <Link to="/" className="shell-brand">
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <span>{t('app.short')}</span>
          </Link>
          {wide && (
            <Menu
              theme="dark"
              mode="horizontal"
              triggerSubMenuAction="click"
              selectedKeys={selected}
              items={itemsWith({})}
              onClick={({ key }) => go(key)}
            />
          )}
          <div className="shell-tools">
            <LineIndicator />
            <NoticeBell />
            <UserMenu />
          </div>
        </Layout.Header>
        <Drawer
          open={drawer}
          placement="left"
          size={260}
          title={t('app.short')}
          onClose={() => setDrawer(false)}
          styles={{ body: { padding: 0 } }}
        >
          <Menu mode="inline" selectedKeys={selected} items={itemsWith({ type: 'group' })} onClick={({ key }) => go(key)} />
        </Drawer>
        {!online && (
          <div className="offline-banner" role="status">
            {t('line.offlineBanner')}
          </div>
        )}
        <Layout.Content className="shell-content">
          <Outlet />
        </Layout.Content>
      </Layout>
    </CallHost>
  );
}
