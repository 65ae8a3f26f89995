import type { Consultation } from './api/shapes';

interface DiagnosisText {
  readonly code: string;
  readonly text: string;
}

/** An opinion while it is written. */
export interface OpinionText {
  readonly findings: string;
  readonly diagnoses: readonly DiagnosisText[];
  readonly advice: string;
}

export const emptyOpinion: OpinionText = { findings: '', diagnoses: [{ code: '', text: '' }], advice: '' };

type Content = Pick<NonNullable<Consultation['draft']>, 'findings' | 'advice' | 'diagnoses'>;

/** The draft on the server. */
export const draftedText = ({ draft }: Consultation): OpinionText => textOf(draft);

/** Where writing starts: the draft, or the version that is being amended. */
export function startingText(consultation: Consultation): OpinionText {
  const { draft, opinions } = consultation;
  return draft && (draft.findings || draft.advice || draft.diagnoses.length > 0) ? textOf(draft) : textOf(opinions.at(-1));
}

function textOf(last: Content | undefined): OpinionText {
  if (!last) return emptyOpinion;
  const diagnoses = last.diagnoses.map(({ code, text }) => ({ code: code ?? '', text }));
  return { findings: last.findings, advice: last.advice, diagnoses: diagnoses.length > 0 ? diagnoses : emptyOpinion.diagnoses };
}

const codeSystem = 'icd10-cn';

export const opinionBody = ({ findings, diagnoses, advice }: OpinionText) => ({
  findings: findings.trim(),
  advice: advice.trim(),
  diagnoses: diagnoses
    .filter(({ text, code }) => text.trim() || code.trim())
    .map(({ text, code }) => ({ system: codeSystem, code: code.trim().toUpperCase() || null, text: text.trim() })),
});

export const sameOpinion = (a: OpinionText, b: OpinionText) => JSON.stringify(opinionBody(a)) === JSON.stringify(opinionBody(b));

/** Whether there is enough to sign. Advice to a patient's doctor carries no diagnosis, so that kind may do without. */
export function isComplete(opinion: OpinionText, kind: string): boolean {
  const { findings, diagnoses, advice } = opinionBody(opinion);
  return findings !== '' && advice !== '' && (kind === 'advice' || diagnoses.some(({ text }) => text !== ''));
}
