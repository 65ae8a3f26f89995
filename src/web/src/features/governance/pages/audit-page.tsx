import { ReloadOutlined, SafetyCertificateTwoTone, WarningTwoTone } from '@ant-design/icons';
import { Button, Descriptions } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useLogVerification } from '../api/verify-log';

/** Whether the event log is what was written, as the server finds it when it recomputes every hash. */
export function AuditPage() {
  const { t } = useText();
  const query = useLogVerification();
  const found = query.data;
  return (
    <div className="page audit">
      <header className="page-head">
        <h1>{t('audit.title')}</h1>
        <Button className="push" icon={<ReloadOutlined />} loading={query.isFetching} onClick={() => void query.refetch()}>
          {query.isFetching ? t('audit.running') : t('audit.run')}
        </Button>
      </header>
      <section className="panel">
        <p className="muted intro">{t('audit.intro')}</p>
        <LoadState query={query} rows={3}>
          {found && (
            <>
              <p className={`verdict ${found.valid ? 'valid' : 'invalid'}`} role="status">
                {found.valid ? <SafetyCertificateTwoTone twoToneColor="#237804" /> : <WarningTwoTone twoToneColor="#cf1322" />}{' '}
                {t(found.valid ? 'audit.valid' : 'audit.broken')}
              </p>
              <Descriptions
                size="small"
                bordered
                column={1}
                items={[
                  { key: 'streams', label: t('audit.streams'), children: found.streams.toLocaleString() },
                  { key: 'events', label: t('audit.events'), children: found.events.toLocaleString() },
                  ...(found.firstBroken
                    ? [
                        {
                          key: 'broken',
                          label: t('audit.firstBroken'),
                          children: typeof found.firstBroken === 'string' ? found.firstBroken : JSON.stringify(found.firstBroken),
                        },
                      ]
                    : []),
                ]}
              />
              <p className="muted small">{t('audit.checkedAt', { time: formatTime(new Date(query.dataUpdatedAt).toISOString()) })}</p>
            </>
          )}
        </LoadState>
      </section>
    </div>
  );
}
