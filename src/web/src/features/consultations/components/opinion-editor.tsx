import { DeleteOutlined, PlusOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { App, Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';
import { useOpinionTemplates } from '../api/list-opinion-templates';
import { draftedText, isComplete, type OpinionText, startingText } from '../opinion';
import { SignDialog } from './sign-dialog';
import { may, useOpenCase } from './use-case';
import { type SaveState, useOpinionDraft } from './use-opinion-draft';

const longText = 8000;

/** Where a specialist writes and signs. */
export function OpinionEditor() {
  const { t } = useText();
  const open = useOpenCase();
  const { consultation, running } = open;
  const id = useId();
  const draft = useOpinionDraft(startingText(consultation), draftedText(consultation));
  const [signing, setSigning] = useState(false);
  const { text, change } = draft;
  const complete = isComplete(text, consultation.kind);
  const startSigning = async () => {
    try {
      await draft.save();
      setSigning(true);
    } catch {
      // The alert above the buttons says why; signing what the server does not have is impossible.
    }
  };
  return (
    <div className="opinion-editor">
      <div className="opinion-tools">
        <Templates kind={consultation.kind} text={text} onFill={change} />
        <SaveMark state={draft.state} />
      </div>
      <label htmlFor={`${id}f`}>{t('opinion.findings')}</label>
      <Input.TextArea
        id={`${id}f`}
        value={text.findings}
        maxLength={longText}
        autoSize={{ minRows: 4, maxRows: 14 }}
        onChange={(event) => change({ ...text, findings: event.target.value })}
      />
      <span className="label">{t('opinion.diagnoses')}</span>
      <Diagnoses text={text} onChange={change} />
      <label htmlFor={`${id}a`}>{t('opinion.advice')}</label>
      <Input.TextArea
        id={`${id}a`}
        value={text.advice}
        maxLength={longText}
        autoSize={{ minRows: 3, maxRows: 12 }}
        onChange={(event) => change({ ...text, advice: event.target.value })}
      />
      <ProblemAlert reload={open.reload} error={draft.error} onReloaded={draft.clearError} />
      <div className="buttons">
        <Button
          type="primary"
          icon={<SafetyCertificateOutlined />}
          disabled={!complete || !(may(open, 'sign') || may(open, 'draftOpinion'))}
          title={complete ? undefined : t('opinion.incomplete')}
          loading={running}
          onClick={() => void startSigning()}
        >
          {t('opinion.sign')}
        </Button>
        <Button disabled={running} onClick={() => void draft.save().catch(() => {})}>
          {t('opinion.save')}
        </Button>
        {!complete && <span className="muted small">{t('opinion.incomplete')}</span>}
      </div>
      {signing && <SignDialog onClose={() => setSigning(false)} onSigned={() => void draft.forget()} />}
    </div>
  );
}

function SaveMark({ state }: { readonly state: SaveState }) {
  const { t } = useText();
  const { consultation } = useOpenCase();
  const time = formatTime(consultation.draft?.at).slice(11);
  const words = {
    saved: time ? t('opinion.saved', { time }) : '',
    typing: t('opinion.unsaved'),
    saving: t('opinion.saving'),
    local: t('opinion.localSaved'),
    failed: t('opinion.unsaved'),
  };
  return (
    <span className={`small ${state === 'failed' || state === 'local' ? 'soon' : 'muted'}`} role="status">
      {words[state]}
    </span>
  );
}

function Templates({
  kind,
  text,
  onFill,
}: {
  readonly kind: string;
  readonly text: OpinionText;
  readonly onFill: (text: OpinionText) => void;
}) {
  const { t } = useText();
  const { modal } = App.useApp();
  const templates = useOpinionTemplates(kind);
  if (!templates.data?.length) return <span />;
  const fill = (id: string) => {
    const template = templates.data.find((each) => each.id === id);
    if (!template) return;
    const put = () => onFill({ ...text, findings: template.findings, advice: template.advice });
    if (text.findings || text.advice) modal.confirm({ title: t('opinion.templateReplace'), onOk: put });
    else put();
  };
  return (
    <Select
      size="small"
      value={null}
      placeholder={t('opinion.template')}
      aria-label={t('opinion.template')}
      onSelect={(id: string | null) => id && fill(id)}
      options={templates.data.map(({ id, name }) => ({ value: id, label: name }))}
      style={{ minWidth: 150 }}
    />
  );
}

function Diagnoses({ text, onChange }: { readonly text: OpinionText; readonly onChange: (text: OpinionText) => void }) {
  const { t } = useText();
  const set = (index: number, change: { text?: string; code?: string }) =>
    onChange({ ...text, diagnoses: text.diagnoses.map((each, at) => (at === index ? { ...each, ...change } : each)) });
  return (
    <div className="diagnoses">
      {text.diagnoses.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and hold no state of their own
        <div className="diagnosis" key={index}>
          <Input
            value={each.text}
            maxLength={200}
            placeholder={t('opinion.diagnosisText')}
            aria-label={t('opinion.diagnosisText')}
            onChange={(event) => set(index, { text: event.target.value })}
          />
          <Input
            className="code"
            value={each.code}
            maxLength={20}
            placeholder={t('opinion.diagnosisCode')}
            aria-label={t('opinion.diagnosisCode')}
            onChange={(event) => set(index, { code: event.target.value })}
          />
          {text.diagnoses.length > 1 && (
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('opinion.removeDiagnosis')}
              onClick={() => onChange({ ...text, diagnoses: text.diagnoses.filter((_, at) => at !== index) })}
            />
          )}
        </div>
      ))}
      <Button
        type="link"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange({ ...text, diagnoses: [...text.diagnoses, { code: '', text: '' }] })}
      >
        {t('opinion.addDiagnosis')}
      </Button>
    </div>
  );
}
