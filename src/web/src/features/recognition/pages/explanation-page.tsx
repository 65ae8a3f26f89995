import '../phrases';
import '../recognition.css';
import '@/shared/print/print.css';
import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { useText } from '@/shared/i18n/i18n';
import { Blank, chineseDay, Field } from '@/shared/print/print-parts';
import { PrintSheet } from '@/shared/print/print-sheet';
import { formatDay } from '@/shared/time/clinic-time';
import { LoadState } from '@/shared/ui/load-state';
import { useExplanation } from '../api/checks';
import type { Explanation } from '../api/shapes';

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
        {query.data && <Sheet sheet={query.data} />}
      </LoadState>
    </div>
  );
}

/** Always in Chinese, for it is a document. */
function Sheet({ sheet }: { readonly sheet: Explanation }) {
  const { tv } = useText();
  const { patient, institution, department, doctor, item, itemCode, prior, reason, comment, explainedAt, number } = sheet;
  return (
    <PrintSheet>
      {(cut) => (
        <section className="a4-form for-patient">
          <h2>检查检验重复开具说明单</h2>
          <div className="blanks">
            <Blank label="姓名">{patient?.name}</Blank>
            <Blank label="性别">{patient?.sex && tv('sex', patient.sex)}</Blank>
            <Blank label="年龄">{patient?.age !== undefined && `${patient.age} 岁`}</Blank>
            <Blank label="证件号码">{patient?.maskedIdNumber}</Blank>
            <Blank label="编号" wide>
              {number}
            </Blank>
          </div>
          <p className="indent">您好！您此前已经做过同类检查检验。因下述原因，本次仍需重新检查，特向您说明。</p>
          <Field label="本次开具的项目">{item ?? itemCode}</Field>
          <Field label="已有的结果">
            {prior &&
              [prior.institutionName, formatDay(prior.performedAt), prior.mark && `互认标识：${prior.mark}`].filter(Boolean).join('　')}
          </Field>
          <Field label="需要重新检查的原因">
            {reason.text || tv('declineReason', reason.code)}
            {reason.source && `（依据：${reason.source}）`}
          </Field>
          <Field label="医生的说明">{cut(comment)}</Field>
          <p className="indent">
            按照《医疗机构检查检验结果互认管理办法》（国卫医发〔2022〕6号），医生应当就重新检查的目的和必要性向患者说明。如您有疑问，可向医生或本机构医务部门咨询。
          </p>
          <p className="a4-sign">
            <Blank label="医生（签字）">{doctor}</Blank>
            <Blank label="患者或家属（签字）" />
          </p>
          <p className="a4-sign">
            <span>
              <u>{institution}</u> {department}
            </span>
            {chineseDay(explainedAt)}
          </p>
        </section>
      )}
    </PrintSheet>
  );
}
