import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { type Key, useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { formatTime } from '@/shared/time/clinic-time';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import type { Place } from '../api/shapes';
import { useRoundParts } from '../parts';
import { type PlaceForm, placeAfter, placeBody } from '../place-form';
import { PlaceFields } from './place-fields';
import { RoundStepDialog } from './step-dialog';
import { useOpenRound } from './use-open-round';

interface Closing {
  readonly onClose: () => void;
}

const useRequired = () => [{ required: true, whitespace: true, message: useText().t('common.required') }];

export function LeaveOutDialog({ place, onClose }: Closing & { readonly place: Place }) {
  const { t } = useText();
  return (
    <RoundStepDialog action="leaveOut" danger body={(values) => ({ ...values, caseId: place.caseId })} onClose={onClose}>
      <p>
        <b>{t('round.bed', { bed: place.bed ?? '' })}</b> {place.patient?.name}
      </p>
      <Form.Item name="reason" label={t('round.reason')} rules={useRequired()}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <p className="muted small">{t('round.caseStays')}</p>
    </RoundStepDialog>
  );
}

const usualReasons = ['round.specialistAway', 'round.patientNeeds', 'round.lineDown', 'round.otherTime'] as const;

export function CancelDialog({ onClose }: Closing) {
  return <ReasonDialog action="cancel" reasons={usualReasons} note="round.caseStays" onClose={onClose} />;
}

export function GiveBackDialog({ onClose }: Closing) {
  return (
    <ReasonDialog action="giveBack" reasons={['round.specialistAway', 'round.otherTime']} note="round.giveBackNote" onClose={onClose} />
  );
}

interface WithReason extends Closing {
  readonly action: string;
  readonly reasons: readonly Key[];
  readonly note: Key;
}

/** A step that ends something planned: which round, why, and what becomes of its patients. */
function ReasonDialog({ action, reasons, note, onClose }: WithReason) {
  const { t } = useText();
  const { round } = useOpenRound();
  const here = round.places.filter(({ state }) => state !== 'leftOut');
  return (
    <RoundStepDialog action={action} danger={action === 'cancel'} body={(values) => values} onClose={onClose}>
      <p>
        <b>{formatTime(round.start)}</b> {round.inviting.institutionName} → {round.invited.institutionName} ·{' '}
        {t('rounds.patients', { count: here.length })}
      </p>
      <Form.Item name="reason" label={t('round.reason')} rules={useRequired()}>
        <Input maxLength={500} autoComplete="off" autoFocus />
      </Form.Item>
      <UsualReasons reasons={reasons} />
      <p className="muted small">{t(note)}</p>
    </RoundStepDialog>
  );
}

/** What is said most often is one click; the text may still be changed. */
function UsualReasons({ reasons }: { readonly reasons: readonly Key[] }) {
  const { t } = useText();
  const form = Form.useFormInstance();
  return (
    <p className="buttons round-reasons">
      {reasons.map((key) => (
        <Button
          key={key}
          size="small"
          onClick={() => {
            form.setFieldValue('reason', t(key));
            void form.validateFields(['reason']);
            form.focusField('reason'); // so that Enter sends it
          }}
        >
          {t(key)}
        </Button>
      ))}
    </p>
  );
}

export function RescheduleDialog({ onClose }: Closing) {
  const { t } = useText();
  const { round } = useOpenRound();
  const required = [{ required: true, message: t('common.required') }];
  return (
    <RoundStepDialog action="reschedule" initial={{ start: round.start, end: round.end }} body={(values) => values} onClose={onClose}>
      <Form.Item name="start" label={t('plan.start')} rules={required}>
        <ShanghaiTimeInput />
      </Form.Item>
      <Form.Item name="end" label={t('plan.end')} rules={required}>
        <ShanghaiTimeInput />
      </Form.Item>
    </RoundStepDialog>
  );
}

/** A physician takes the round; the office chooses who does. */
export function TakeDialog({ onClose }: Closing) {
  const { t } = useText();
  const user = useUser();
  const { round } = useOpenRound();
  const { PractitionerField } = useRoundParts();
  return (
    <RoundStepDialog
      action="take"
      body={({ practitionerIds }) => (Array.isArray(practitionerIds) ? { practitionerId: practitionerIds[0] } : {})}
      onClose={onClose}
    >
      {hasRole(user, 'office') && (
        <Form.Item
          name="practitionerIds"
          label={t('round.pickSpecialist')}
          rules={[{ required: !hasRole(user, 'physician'), message: t('common.required') }]}
        >
          <PractitionerField institutionId={round.invited.institutionId} department={round.invited.department} />
        </Form.Item>
      )}
      <p className="muted small">{t('round.takeNote')}</p>
    </RoundStepDialog>
  );
}

export function AddDialog({ onClose }: Closing) {
  const { round } = useOpenRound();
  const [opened] = useState(() => new Date());
  const last = round.places.at(-1);
  return (
    <RoundStepDialog
      action="add"
      width={720}
      initial={{ places: [placeAfter(last && { ward: last.ward, reason: last.reason })] }}
      body={({ places }) => ({ places: (places as PlaceForm[]).map((place) => placeBody(place, opened)) })}
      onClose={onClose}
    >
      <Form.List name="places">{(fields) => fields.map(({ key, name }) => <PlaceFields key={key} at={name} />)}</Form.List>
    </RoundStepDialog>
  );
}

/** Ends the round; each patient who was not seen gets a reason. */
export function FinishDialog({ onClose }: Closing) {
  const { t } = useText();
  const { round } = useOpenRound();
  const unseen = round.places.filter(({ state }) => state === 'waiting');
  return (
    <RoundStepDialog
      action="finish"
      body={(values) => ({ unseen: unseen.map(({ caseId }) => ({ caseId, reason: values[caseId] })) })}
      onClose={onClose}
    >
      {unseen.length === 0 ? <p>{t('round.allSeen')}</p> : <Reasons unseen={unseen} />}
    </RoundStepDialog>
  );
}

function Reasons({ unseen }: { readonly unseen: readonly Place[] }) {
  const { t } = useText();
  const form = Form.useFormInstance();
  const rules = useRequired();
  return (
    <>
      <p>{t('round.unseen')}</p>
      {unseen.length > 1 && (
        <Form.Item label={t('round.sameReason')} htmlFor="same-reason">
          <Input
            id="same-reason"
            maxLength={500}
            autoComplete="off"
            onChange={({ target }) => form.setFieldsValue(Object.fromEntries(unseen.map(({ caseId }) => [caseId, target.value])))}
          />
        </Form.Item>
      )}
      {unseen.map(({ caseId, bed, patient }) => (
        <Form.Item
          key={caseId}
          name={caseId}
          label={[t('round.bed', { bed: bed ?? '' }), patient?.name].filter(Boolean).join(' ')}
          rules={rules}
        >
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      ))}
    </>
  );
}
