import { Blank, chineseDay, Field, inChinese } from '@/shared/print/print-parts';
import { PrintSheet } from '@/shared/print/print-sheet';
import { formatTime } from '@/shared/time/clinic-time';
import type { Round, Sheet } from '../api/shapes';

const joined = (parts: readonly (string | false | undefined)[], by = '；') => parts.filter(Boolean).join(by);

/** `2026-11-24 09:00–09:10`; open while the round stands at the bed. */
const visitText = ({ from, to }: Sheet['visits'][number]) => `${formatTime(from)}–${formatTime(to).slice(11)}`;

/** One patient's page of the record of a round; always in Chinese, for it is a document. */
export function RoundSheet({ round, sheet }: { readonly round: Round; readonly sheet: Sheet }) {
  const { place, case: own, visits, present } = sheet;
  const { patient, summary } = own;
  const note = own.opinions.at(-1);
  const sex = inChinese('sex', patient?.sex);
  const diagnoses = (list: readonly { readonly text: string; readonly code?: string }[] = []) =>
    joined(list.map(({ text, code }) => joined([text, code], ' ')));
  return (
    <PrintSheet>
      {(cut) => (
        <section className="a4-form">
          <h2>远程查房记录</h2>
          <div className="blanks">
            <Blank label="姓名">{patient?.name}</Blank>
            <Blank label="性别、年龄">{joined([sex, patient?.age !== undefined && `${patient.age} 岁`], ' ')}</Blank>
            <Blank label="病区、床号">{joined([place.ward, place.bed && `${place.bed} 床`], ' ')}</Blank>
            <Blank label="证件号码">{patient?.maskedIdNumber}</Blank>
            <Blank label="查房编号">{round.number}</Blank>
            <Blank label="会诊编号">{own.number}</Blank>
            <Blank label="查房时间" wide>
              {joined(visits.map(visitText))}
            </Blank>
            <Blank label="申请机构" wide>
              {joined(
                [round.inviting.institutionName, round.inviting.practitionerName && `申请医师 ${round.inviting.practitionerName}`],
                '　',
              )}
            </Blank>
            <Blank label="受邀机构" wide>
              {joined(
                [
                  round.invited.institutionName,
                  round.invited.department,
                  round.specialist && `查房专家 ${joined([round.specialist.name, inChinese('title', round.specialist.title)], ' ')}`,
                ],
                '　',
              )}
            </Blank>
            <Blank label="参加人员" wide>
              {joined(present.map(({ name, title, institutionName }) => joined([name, inChinese('title', title), institutionName], ' ')))}
            </Blank>
          </div>
          <Field label="查房事由">{own.reason}</Field>
          <Field label="主诉">{cut(summary?.complaint)}</Field>
          <Field label="病史与目前治疗">{cut(joined([summary?.history, summary?.treatment], '\n'))}</Field>
          {summary?.findings && <Field label="查体与检查">{cut(summary.findings)}</Field>}
          <Field label="申请诊断">{diagnoses(summary?.diagnoses)}</Field>
          <Field label="查房所见">{cut(note?.findings)}</Field>
          <Field label="诊断意见">{diagnoses(note?.diagnoses)}</Field>
          <Field label="查房意见">
            {cut(note?.advice)}
            {note?.amends !== undefined && (
              <span className="a4-line">
                （第 {note.version} 版，更正第 {note.amends} 版）
              </span>
            )}
          </Field>
          {own.decision && (
            <Field label="申请方处理">
              {joined(
                [inChinese('decision', own.decision.decision), own.decision.note, own.decision.by, formatTime(own.decision.at)],
                '，',
              )}
            </Field>
          )}
          {note ? (
            note.signatures.map(({ name, title, at, valid }) => (
              <p key={`${name}${at}`} className="a4-sign">
                <Blank label="查房专家">{joined([name, inChinese('title', title)], ' ')}</Blank>
                <span>
                  {formatTime(at)} {valid ? '电子签名有效' : '电子签名无效'}
                </span>
              </p>
            ))
          ) : (
            <p className="a4-sign">
              <Blank label="查房专家（签字）" />
              <span>意见尚未签署</span>
            </p>
          )}
          <p className="a4-sign">
            <Blank label="申请医师（签字）" />
            {chineseDay(visits.at(-1)?.from ?? place.noteAt)}
          </p>
        </section>
      )}
    </PrintSheet>
  );
}
