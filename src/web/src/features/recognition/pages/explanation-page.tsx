import '../phrases';
import '../recognition.css';
import '@/shared/print/print.css';
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useExplanation } from '../api/checks';
import { ExplanationSheet } from '../components/explanation-sheet';

/** The sheet that tells a patient why a test is made again, on one page of A4. */
export function ExplanationPage({ id, code }: { readonly id: string; readonly code: string }) {
  const { t } = useText();
  const navigate = useNavigate();
  const query = useExplanation(id, code);
  return (
    <div className="print-page">
      <div className="print-tools">
        <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate(`/recognition/checks/${encodeURIComponent(id)}`)}>
          {t('common.back')}
        </Button>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('explanation.print')}
        </Button>
        <span className="muted">{t('print.hint')}</span>
      </div>
      <LoadState query={query} rows={10}>
        {query.data && <ExplanationSheet sheet={query.data} />}
      </LoadState>
    </div>
  );
}
