import { Checkbox, Form, Select } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '@/shared/i18n/i18n';
import { type Institution, useInstitutionAction } from '../api/institutions';
import { isAeTitle } from '../codes';
import { services } from '../vocabulary';
import { StepDialog } from './step-dialog';

export type Offer = 'services' | 'departments' | 'aeTitles';

const actions: Readonly<Record<Offer, string>> = { services: 'offerServices', departments: 'setDepartments', aeTitles: 'setAeTitles' };

interface Props {
  readonly institution: Institution;
  readonly what: Offer;
  readonly reload: () => unknown;
  readonly onClose: () => void;
}

/** Services, departments or devices, all at once: what is not named is withdrawn. */
export function OffersDialog({ institution, what, reload, onClose }: Props) {
  const { t, tv } = useText();
  const act = useInstitutionAction(institution);
  const aeRule = {
    validator: (_: unknown, typed?: string[]) => {
      const wrong = typed?.find((title) => !isAeTitle(title));
      return wrong === undefined ? Promise.resolve() : Promise.reject(new Error(t('institutions.aeFault', { title: wrong })));
    },
  };
  const tags = (hint: string, separators: string[]): ReactNode => (
    <Form.Item name={what} label={t(`institutions.${what}`)} extra={hint} rules={what === 'aeTitles' ? [aeRule] : []}>
      <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={separators} />
    </Form.Item>
  );
  return (
    <StepDialog<Partial<Record<Offer, string[]>>>
      title={t('institutions.changeNamed', { what: t(`institutions.${what}`) })}
      initial={{ [what]: institution[what] }}
      reload={reload}
      onSend={(values) => act(actions[what], { [what]: values[what] ?? [] })}
      onClose={onClose}
    >
      {what === 'services' && (
        <Form.Item name="services" label={t('institutions.services')}>
          <Checkbox.Group className="service-choice" options={services.map((value) => ({ value, label: tv('kind', value) }))} />
        </Form.Item>
      )}
      {what === 'departments' && tags(t('institutions.departmentsHint'), ['、', ',', '，'])}
      {what === 'aeTitles' && tags(t('institutions.aeHint'), ['、', ',', '，', ' '])}
    </StepDialog>
  );
}
