import '@/shared/print/print.css';
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import type { PrintedPatient } from '@/shared/print/print-parts';
import { LoadState } from '@/shared/ui/load-state';
import { useReferral } from '../api/get-referral';
import { PrintReferral } from '../components/print-referral';
import { PrintReturn } from '../components/print-return';

interface Props {
  readonly id: string;
  readonly form: string;
  /** Brings phone and address, which a case does not carry. */
  readonly usePerson: (patientId: string | undefined) => { readonly data: PrintedPatient | undefined; readonly isLoading: boolean };
}

/** A form on one page of A4, ready for the printer. */
export function PrintPage({ id, form, usePerson }: Props) {
  const { t } = useText();
  const navigate = useNavigate();
  const query = useReferral(id);
  const returns = form === 'return';
  const referral = query.data;
  const otherId = returns ? (referral?.returnOf?.id ?? referral?.returnedBy?.id) : undefined;
  const other = useReferral(otherId ?? '', !!otherId);
  // The other half may be closed to this reader; the form is then printed from what can be read.
  const person = usePerson(referral?.patientId);
  const waiting = (!!otherId && other.isPending) || person.isLoading;
  const patient = person.data ?? referral?.patient ?? { name: '' };
  const [up, down] = referral?.direction === 'down' ? [other.data, referral] : [referral, other.data];
  return (
    <div className="print-page">
      <div className="print-tools">
        <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate(`/referrals/${encodeURIComponent(id)}`)}>
          {t('common.back')}
        </Button>
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('rcase.print')}
        </Button>
        <span className="muted">{t('print.hint')}</span>
      </div>
      <LoadState query={query} rows={12}>
        {referral &&
          !waiting &&
          (returns ? <PrintReturn up={up} down={down} patient={patient} /> : <PrintReferral referral={referral} patient={patient} />)}
      </LoadState>
    </div>
  );
}
