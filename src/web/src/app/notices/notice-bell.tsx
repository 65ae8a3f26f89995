import { BellOutlined } from '@ant-design/icons';
import { App, Badge, Button, Empty, Popover } from 'antd';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { casePath } from '@/shared/case/case-line';
import { translate, translateValue, useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { formatShort } from '@/shared/time/clinic-time';
import { UrgencyTag } from '@/shared/ui/tags';
import type { Notice } from './notice';
import { useNotices } from './use-notices';

const alarming = new Set([
  'clockBreached',
  'clockAtRisk',
  'criticalValue',
  'called',
  'dutyCalled',
  'declined',
  'needsInfo',
  'infoRequested',
]);

/** Some notices read otherwise when they are about a referral. */
function noticeTitle({ category, type }: Notice): string {
  const own = category === 'referral' ? translateValue('notice', `referral.${type}`) : undefined;
  return own && own !== `referral.${type}` ? own : translateValue('notice', type);
}

export function NoticeBell() {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { notification } = App.useApp();
  const [shown, setShown] = useState(false);
  const open = ({ category, caseId }: Notice) => {
    if (caseId) void navigate(casePath(category ?? 'consultation', caseId));
  };
  const show = (notice: Notice) => {
    const path = notice.caseId && casePath(notice.category ?? 'consultation', notice.caseId);
    // Whoever has the case open sees it move; a later notice of a case takes the place of the one before.
    if (path === window.location.pathname) return;
    const key = path ?? `notice-${notice.seq}`;
    const go = () => {
      notification.destroy(key);
      open(notice);
    };
    notification[alarming.has(notice.type) ? 'warning' : 'info']({
      key,
      title: noticeTitle(notice),
      description: <NoticeText notice={notice} />,
      // Away from the actions of a case, which lie at the top right.
      placement: 'bottomLeft',
      duration: notice.urgency === 'emergency' ? 0 : 6,
      actions: notice.caseId ? (
        <Button size="small" type="primary" onClick={go}>
          {translate('notice.open')}
        </Button>
      ) : undefined,
    });
  };
  useEffect(() => notification.destroy(pathname), [notification, pathname]);
  const { notices, unread, isNew, markRead } = useNotices(user, show);
  if (!user.institutionId) return null;
  const list = (
    <div className="notices">
      <div className="notices-head">
        <b>{t('notice.title')}</b>
        <Button type="link" size="small" disabled={unread === 0} onClick={markRead}>
          {t('notice.readAll')}
        </Button>
      </div>
      {notices.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('notice.empty')} />}
      <ul>
        {notices.map((notice) => (
          <li key={notice.seq}>
            <button
              type="button"
              className={isNew(notice) ? 'fresh' : ''}
              onClick={() => {
                setShown(false);
                markRead();
                open(notice);
              }}
            >
              <span>{noticeTitle(notice)}</span>
              <time className="muted">{formatShort(notice.at, new Date())}</time>
              <NoticeText notice={notice} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={shown}
      onOpenChange={setShown}
      content={list}
      styles={{ container: { padding: 0 } }}
    >
      <Badge count={unread} size="small" offset={[-6, 6]}>
        <Button type="text" className="on-dark" icon={<BellOutlined />} aria-label={t('notice.bell', { count: unread })} />
      </Badge>
    </Popover>
  );
}

/** Says which case, without anything personal. */
function NoticeText({ notice }: { readonly notice: Notice }) {
  return (
    <span className="notice-text">
      {notice.urgency && <UrgencyTag urgency={notice.urgency} category={notice.category} />}
      {[notice.kind && translateValue(notice.category === 'referral' ? 'direction' : 'kind', notice.kind), notice.number]
        .filter(Boolean)
        .join(' · ')}
    </span>
  );
}
