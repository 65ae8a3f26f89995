import '@/shared/print/print.css';
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { LoadState } from '@/shared/ui/load-state';
import { useRoundRecord } from '../api/rounds';
import { RoundSheet } from '../components/round-sheet';
import '../phrases';

/** The record of a round, one page of A4 for each patient who was seen, ready for the printer. */
export function RoundPrintPage() {
  const { t } = useText();
  const navigate = useNavigate();
  const { id = '', caseId } = useParams();
  const query = useRoundRecord(id, caseId);
  const sheets = query.data?.sheets ?? [];
  return (
    <div className="print-page">
      <div className="print-tools">
        <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate(`/rounds/${encodeURIComponent(id)}`)}>
          {t('common.back')}
        </Button>
        <Button type="primary" icon={<PrinterOutlined />} disabled={sheets.length === 0} onClick={() => window.print()}>
          {t('round.print')}
        </Button>
        <span className="muted">{t('round.printHint', { count: sheets.length })}</span>
      </div>
      <LoadState query={query} rows={12} empty={sheets.length === 0} emptyText={t('round.noRecord')}>
        {query.data && sheets.map((sheet) => <RoundSheet key={sheet.case.id} round={query.data.round} sheet={sheet} />)}
      </LoadState>
    </div>
  );
}
