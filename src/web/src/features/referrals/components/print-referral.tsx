import { Blank, chineseDay, Field, inChinese, type PrintedPatient } from '@/shared/print/print-parts';
import { PrintSheet } from '@/shared/print/print-sheet';
import { formatTime } from '@/shared/time/clinic-time';
import type { Referral } from '../api/shapes';
import { placeText } from '../status';

const joined = (parts: readonly (string | false | undefined)[], by = '；') => parts.filter(Boolean).join(by);

/** The official referral form with its stub; always in Chinese, for it is a document. */
export function PrintReferral({ referral, patient }: { readonly referral: Referral; readonly patient: PrintedPatient }) {
  const { from, to, summary, reason, criteria, diagnoses, consent, transport, reservation } = referral;
  const sex = inChinese('sex', patient.sex);
  const age = patient.age === undefined ? '' : `${patient.age} 岁`;
  const day = chineseDay(referral.submittedAt ?? referral.createdAt);
  return (
    <PrintSheet>
      {(cut) => (
        <>
          <section className="a4-stub">
            <h2>双向转诊单（存根）</h2>
            <div className="blanks">
              <Blank label="患者姓名">{patient.name}</Blank>
              <Blank label="性别">{sex}</Blank>
              <Blank label="年龄">{age}</Blank>
              <Blank label="证件号码">{patient.maskedIdNumber}</Blank>
              <Blank label="联系电话">{patient.phoneMasked}</Blank>
              <Blank label="转诊单号">{referral.number}</Blank>
              <Blank label="家庭住址" wide>
                {patient.address}
              </Blank>
            </div>
            <p>
              于 {day} 因病情需要，转入 <u>{to.institutionName}</u> <u>{to.department}</u> 科室，接诊医生{' '}
              <u>{to.practitionerName || '　　　　'}</u>。
            </p>
            <p className="a4-sign">
              <Blank label="转诊医生（签字）">{from.practitionerName}</Blank> {day}
            </p>
          </section>
          <section className="a4-form">
            <h2>双向转诊单</h2>
            <p>
              <u>{to.institutionName}</u>（机构名称）：
            </p>
            <p className="indent">
              现有患者 <u>{patient.name}</u> 性别 <u>{sex}</u> 年龄 <u>{age}</u> 因病情需要，需转入贵单位 <u>{to.department}</u>
              ，请予以接诊。
            </p>
            <Field label="初步印象">{cut(summary.impression)}</Field>
            <Field label="诊断">{joined(diagnoses.map(({ text, code }) => joined([text, code], ' ')))}</Field>
            <Field label="主要现病史（转出原因）">
              {cut(summary.presentIllness)}
              {reason?.text && <span className="a4-line">转出原因：{reason.text}</span>}
              {criteria.length > 0 && <span className="a4-line">符合指征：{cut(joined(criteria.map(({ text }) => text)))}</span>}
            </Field>
            <Field label="主要既往史">{cut(summary.history)}</Field>
            <Field label="主要检查结果">{cut(summary.examinations)}</Field>
            <Field label="治疗经过">{cut(summary.treatment)}</Field>
            {summary.cautions && <Field label="注意事项">{cut(summary.cautions)}</Field>}
            <div className="blanks">
              <Blank label="转诊通道">{inChinese('lane', referral.lane)}</Blank>
              <Blank label="预约">{reservation && placeText(reservation, inChinese)}</Blank>
              <Blank label="转运方式">
                {transport && joined([inChinese('transport', transport.mode), transport.escort, transport.needs], '，')}
              </Blank>
              <Blank label="知情同意">
                {consent && joined([inChinese('consent', consent.basis), consent.signedBy, formatTime(consent.at)], ' ')}
              </Blank>
            </div>
            <p className="a4-sign">
              <Blank label="转诊医生（签字）">{from.practitionerName}</Blank>
              <Blank label="联系电话">{from.phone}</Blank>
            </p>
            <p className="a4-sign">
              <span>
                <u>{from.institutionName}</u>（机构名称，盖章）
              </span>
              {day}
            </p>
          </section>
        </>
      )}
    </PrintSheet>
  );
}
