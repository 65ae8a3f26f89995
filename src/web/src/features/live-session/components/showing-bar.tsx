import { TeamOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { useShowing } from '@/shared/live/showing';

/** Says who shows images to whom, and lets one go along or stop. */
export function ShowingBar({ onFollow }: { readonly onFollow: () => void }) {
  const { t } = useText();
  const showing = useShowing();
  if (!showing || (!showing.mine && !showing.theirs)) return null;
  const { mine, theirs, follows } = showing;
  const follow = () => {
    showing.setFollows(true);
    onFollow();
  };
  return (
    <div className="showing" role="status">
      <TeamOutlined />
      {mine && (
        <>
          {t('showing.mine')}
          <Button size="small" onClick={() => showing.setMine(false)}>
            {t('showing.stop')}
          </Button>
        </>
      )}
      {theirs && (
        <>
          {t(follows ? 'showing.following' : 'showing.theirs', { name: theirs.name })}
          {follows ? (
            <Button size="small" onClick={() => showing.setFollows(false)}>
              {t('showing.alone')}
            </Button>
          ) : (
            <Button size="small" type="primary" onClick={follow}>
              {t('showing.follow')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
