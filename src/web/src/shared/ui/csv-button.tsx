import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { download } from '@/shared/api/download';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';

/** Fetches what is on screen as a table that Excel opens: UTF-8 with a byte order mark, made by the server. */
export function CsvButton({ path, name }: { readonly path: string; readonly name: string }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const fetchFile = async () => {
    setBusy(true);
    try {
      await download(path, 'text/csv', `${name}.csv`);
    } catch (problem) {
      void message.error(problemText(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void fetchFile()}>
      CSV
      <span className="sr-only">{t('indicator.download')}</span>
    </Button>
  );
}
