import { Blank, chineseDay, Field, inChinese } from '@/shared/print/print-parts';
import { PrintSheet } from '@/shared/print/print-sheet';
import { formatDay } from '@/shared/time/clinic-time';
import type { Explanation } from '../api/shapes';

/** Always in Chinese, for it is a document. */
export function ExplanationSheet({ sheet }: { readonly sheet: Explanation }) {
  const { patient, institution, department, doctor, item, itemCode, prior, reason, comment, explainedAt, number } = sheet;
  return (
    <PrintSheet>
      {(cut) => (
        <section className="a4-form for-patient">
          <h2>检查检验重复开具说明单</h2>
          <div className="blanks">
            <Blank label="姓名">{patient?.name}</Blank>
            <Blank label="性别">{inChinese('sex', patient?.sex)}</Blank>
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
            {reason.text || inChinese('declineReason', reason.code)}
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
