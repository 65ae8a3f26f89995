import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { StableKey } from '@/shared/api/stable-key';
import { sentences, useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { problemText } from '@/shared/ui/load-state';
import { ShanghaiTimeInput } from '@/shared/ui/shanghai-time-input';
import { usePlanRound } from '../api/rounds';
import { PlaceFields } from '../components/place-fields';
import { useRoundParts } from '../parts';
import { fieldOfPlace, type PlaceForm, placeAfter, placeBody } from '../place-form';
import '../phrases';
import '../rounds.css';

interface PlanForm {
  readonly invited?: { readonly institutionId?: string; readonly department?: string; readonly practitionerId?: string };
  readonly start?: string;
  readonly end?: string;
  readonly note?: string;
  readonly places: readonly PlaceForm[];
}

const most = 40;

/** Whoever adds a patient goes on typing there. */
const focusFirstField = (section: HTMLElement | null) => section?.querySelector('input')?.focus();

/** The hospital, the time, and the inpatients in the order in which they are to be seen. */
export function PlanPage() {
  const { t } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { InvitedFields } = useRoundParts();
  const [form] = Form.useForm<PlanForm>();
  const [keys] = useState(() => new StableKey());
  // One moment for all: what is sent again after a cut line is the same to the letter.
  const [opened] = useState(() => new Date());
  const plan = usePlanRound();
  const [added, setAdded] = useState(false);
  const [failure, setFailure] = useState<{ title: string; details: string[]; existingId?: string }>();
  const required = [{ required: true, message: t('common.required') }];

  const send = async ({ places, ...rest }: PlanForm) => {
    setFailure(undefined);
    const body = { ...rest, places: places.map((place) => placeBody(place, opened)) };
    try {
      const made = await plan.mutateAsync({ body, idempotencyKey: keys.for(body) });
      void message.success(t('plan.sent'));
      void navigate(`/rounds/${encodeURIComponent(made.id)}`);
    } catch (error) {
      if (!(error instanceof ApiProblem)) return setFailure({ title: problemText(error), details: [] });
      const renamed = Object.fromEntries(Object.keys(error.fields).map((field) => [field, fieldOfPlace(field)]));
      const existingId = error.code === 'live-case-exists' ? error.extension('existingId') : undefined;
      setFailure({ title: error.title, details: showFieldProblems(form, error, renamed), existingId });
    }
  };

  return (
    <div className="page request plan-round">
      <Form<PlanForm>
        form={form}
        layout="vertical"
        initialValues={{ places: [placeAfter(undefined)] }}
        onFinish={(values) => void send(values)}
        onFinishFailed={({ errorFields }) => void message.error(t('request.fix', { count: errorFields.length }))}
        scrollToFirstError={{ block: 'center', focus: true }}
      >
        <header className="page-head">
          <h1>{t('plan.title')}</h1>
        </header>
        <section className="panel" aria-label={t('request.invited')}>
          <h2>{t('request.invited')}</h2>
          <InvitedFields service="wardRound" from={user.institutionId} />
        </section>
        <section className="panel" aria-label={t('plan.when')}>
          <h2>{t('plan.when')}</h2>
          <div className="fields">
            <Form.Item name="start" label={t('plan.start')} rules={required}>
              <ShanghaiTimeInput />
            </Form.Item>
            <Form.Item name="end" label={t('plan.end')} rules={required}>
              <ShanghaiTimeInput />
            </Form.Item>
            <Form.Item name="note" label={t('plan.note')}>
              <Input maxLength={500} autoComplete="off" />
            </Form.Item>
          </div>
        </section>
        <p className="muted small">{t('plan.consentHint')}</p>
        <Form.List name="places">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <section
                  key={key}
                  ref={added && name === fields.length - 1 ? focusFirstField : undefined}
                  className="panel"
                  aria-label={t('plan.patient', { n: name + 1 })}
                >
                  <header className="round-place-head">
                    <h2>{t('plan.patient', { n: name + 1 })}</h2>
                    {fields.length > 1 && (
                      <Button
                        type="text"
                        className="push"
                        icon={<DeleteOutlined />}
                        aria-label={t('plan.removePatient', { n: name + 1 })}
                        onClick={() => remove(name)}
                      />
                    )}
                  </header>
                  <PlaceFields at={name} />
                </section>
              ))}
              {fields.length < most && (
                <Button
                  icon={<PlusOutlined />}
                  onClick={() => {
                    add(placeAfter(form.getFieldValue(['places', fields.length - 1])));
                    setAdded(true);
                  }}
                >
                  {t('plan.addPatient')}
                </Button>
              )}
            </>
          )}
        </Form.List>
        <footer className="request-foot">
          {failure && (
            <Alert
              type="error"
              showIcon
              title={failure.title}
              description={failure.details.length > 0 ? sentences(failure.details) : undefined}
              action={failure.existingId && <Link to={`/cases/${encodeURIComponent(failure.existingId)}`}>{t('plan.goOn')}</Link>}
            />
          )}
          <div className="buttons">
            <Button type="primary" htmlType="submit" size="large" loading={plan.isPending}>
              {t('plan.send')}
            </Button>
          </div>
        </footer>
      </Form>
    </div>
  );
}
