import { Blank, chineseDay, Field, inChinese, type PrintedPatient } from '@/shared/print/print-parts';
import { PrintSheet } from '@/shared/print/print-sheet';
import { formatTime } from '@/shared/time/clinic-time';
import type { Referral } from '../api/shapes';

interface Props {
  /** The referral that went up: what was found and done there. */
  readonly up?: Referral;
  /** The referral that comes down: the plan. */
  readonly down?: Referral;
  readonly patient: PrintedPatient;
}

const joined = (parts: readonly (string | false | undefined)[], by = '\n') => parts.filter(Boolean).join(by);

/** The official return form with its stub; always in Chinese, for it is a document. */
export function PrintReturn({ up, down, patient }: Props) {
  const referral = down ?? up;
  if (!referral) return null;
  const hospital = down?.from ?? up?.to;
  const home = down?.to ?? up?.from;
  // The return carries the summary of the stay in the fields of its own form.
  const carried = down && { diagnosis: down.summary.impression, course: down.summary.treatment, plan: down.summary.presentIllness };
  const discharge = up?.discharge ?? down?.discharge ?? carried;
  const closedBy = up?.discharge ?? down?.discharge;
  const plan = down?.plan ?? up?.plan;
  const sex = inChinese('sex', patient.sex);
  const age = patient.age === undefined ? '' : `${patient.age} 岁`;
  const day = chineseDay(down?.submittedAt ?? closedBy?.at ?? referral.createdAt);
  // One text tells of findings and course where nobody wrote the findings apart.
  const examined = down?.summary.examinations;
  const doctor = closedBy?.by ?? down?.from.practitionerName;
  const diagnosis =
    discharge?.diagnosis ||
    joined(
      referral.diagnoses.map(({ text, code }) => joined([text, code], ' ')),
      '；',
    ) ||
    referral.summary.impression;
  const followUps = plan?.followUps.map(({ dueOn, what }) => `${dueOn} ${what}`);
  return (
    <PrintSheet>
      {(cut) => (
        <>
          <section className="a4-stub">
            <h2>双向转诊（回转）单（存根）</h2>
            <div className="blanks">
              <Blank label="患者姓名">{patient.name}</Blank>
              <Blank label="性别">{sex}</Blank>
              <Blank label="年龄">{age}</Blank>
              <Blank label="住院病案号">{up?.admission?.admissionNumber}</Blank>
              <Blank label="联系电话">{patient.phoneMasked}</Blank>
              <Blank label="转诊单号" wide>
                {joined([up?.number, down?.number], ' / ')}
              </Blank>
              <Blank label="家庭住址" wide>
                {patient.address}
              </Blank>
            </div>
            <p>
              于 {day} 因病情需要，转回 <u>{home?.institutionName}</u>，接诊医生 <u>{down?.receiver?.name || '　　　　'}</u>。
            </p>
            <p className="a4-sign">
              <Blank label="转诊医生（签字）">{doctor}</Blank> {day}
            </p>
          </section>
          <section className="a4-form">
            <h2>双向转诊（回转）单</h2>
            <p>
              <u>{home?.institutionName}</u>（机构名称）：
            </p>
            <p className="indent">
              现有患者 <u>{patient.name}</u> 因病情需要，现转回贵单位，请予以接诊。
            </p>
            <Field label="诊断结果">{cut(diagnosis)}</Field>
            <div className="blanks">
              <Blank label="住院病案号">{up?.admission?.admissionNumber}</Blank>
              <Blank label="收治时间">{formatTime(up?.admission?.at)}</Blank>
              <Blank label="病区">{up?.admission?.ward}</Blank>
            </div>
            <Field label="主要检查结果">{cut(examined ?? discharge?.course)}</Field>
            <Field label="治疗经过、下一步治疗方案及康复建议">
              <span className="a4-line">治疗经过：{examined ? cut(discharge?.course) : '见主要检查结果栏'}</span>
              {discharge?.plan && <span className="a4-line">下一步方案：{cut(discharge.plan)}</span>}
              {plan?.medication && <span className="a4-line">用药方案：{cut(plan.medication)}</span>}
              {plan?.rehabilitation && <span className="a4-line">康复建议：{cut(plan.rehabilitation)}</span>}
              {plan?.warningSigns && <span className="a4-line">出现以下情况立即就诊：{cut(plan.warningSigns)}</span>}
            </Field>
            <Field label="随访安排">{followUps && cut(joined(followUps, '；'))}</Field>
            <p className="a4-sign">
              <Blank label="转诊医生（签字）">{doctor}</Blank>
              <Blank label="联系电话">{hospital?.phone}</Blank>
            </p>
            <p className="a4-sign">
              <span>
                <u>{hospital?.institutionName}</u>（机构名称，盖章）
              </span>
              {day}
            </p>
          </section>
        </>
      )}
    </PrintSheet>
  );
}
