import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { useSignAgreement } from '../api/cooperation';
import type { Institution } from '../api/institutions';
import { isSameCity } from '../codes';
import { services } from '../vocabulary';
import { InstitutionSelect } from './institution-select';
import { StepDialog } from './step-dialog';

interface Terms {
  readonly number: string;
  readonly invitingId: string;
  readonly invitedId: string;
  readonly thirdPartyId?: string;
  readonly kinds: string[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly partnerRegion?: string;
  readonly qcScope?: string;
}

export function SignAgreementDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const sign = useSignAgreement();
  return (
    <StepDialog<Terms>
      width={720}
      title={t('agreements.new')}
      onSend={(values) => sign(Object.fromEntries(Object.entries(values).filter(([, value]) => value)))}
      onClose={onClose}
    >
      <TermsFields />
    </StepDialog>
  );
}

/** What an agreement has to say depends on its parties. */
function TermsFields() {
  const { t } = useText();
  const form = Form.useFormInstance<Terms>();
  const [inviting, setInviting] = useState<Institution>();
  const [invited, setInvited] = useState<Institution>();
  const crossesCities = !!inviting && !!invited && !isSameCity(inviting.areaCode, invited.areaCode);
  const asksCentre = invited?.ownership === 'thirdParty';
  const needed = { required: true, message: t('common.required') };
  return (
    <>
      <div className="fields two">
        <Form.Item name="number" label={t('agreements.number')} rules={[{ ...needed, whitespace: true }]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="fields two">
        <Form.Item name="invitingId" label={t('agreements.inviting')} rules={[needed]}>
          <InstitutionSelect onChange={(_, chosen) => setInviting(chosen)} />
        </Form.Item>
        <Form.Item name="invitedId" label={t('agreements.invited')} rules={[needed]}>
          <InstitutionSelect
            onChange={(_, chosen) => {
              setInvited(chosen);
              if (chosen && inviting && !form.getFieldValue('partnerRegion')) form.setFieldsValue({ partnerRegion: chosen.areaCode });
            }}
          />
        </Form.Item>
        <Form.Item name="validFrom" label={t('agreements.validFrom')} rules={[needed]}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="validTo" label={t('agreements.validTo')} extra={t('agreements.openEnd')}>
          <Input type="date" />
        </Form.Item>
        {asksCentre && (
          <Form.Item name="thirdPartyId" label={t('agreements.third')} extra={t('agreements.thirdHint')} rules={[needed]}>
            <InstitutionSelect allowClear />
          </Form.Item>
        )}
      </div>
      <KindsField />
      {crossesCities && (
        <>
          <p className="muted">{t('agreements.crossRegion')}</p>
          <div className="fields two">
            <Form.Item name="partnerRegion" label={t('agreements.partnerRegion')} rules={[needed]}>
              <Input maxLength={60} />
            </Form.Item>
            <Form.Item name="qcScope" label={t('agreements.qcScope')} rules={[needed]}>
              <Input maxLength={200} />
            </Form.Item>
          </div>
        </>
      )}
    </>
  );
}

/** At least one kind of service; inside a form. */
export function KindsField() {
  const { t, tv } = useText();
  return (
    <Form.Item name="kinds" label={t('agreements.kinds')} rules={[{ required: true, message: t('common.required') }]}>
      <Checkbox.Group className="service-choice" options={services.map((value) => ({ value, label: tv('kind', value) }))} />
    </Form.Item>
  );
}
