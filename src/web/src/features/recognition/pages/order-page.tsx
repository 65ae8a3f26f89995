import '../phrases';
import '../recognition.css';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '@/shared/api/problem';
import { PatientBanner } from '@/shared/case/patient-banner';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { useText } from '@/shared/i18n/i18n';
import { useUser } from '@/shared/session/session';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { checkSteps } from '../api/checks';
import { DeskContext } from '../components/desk-context';
import { ItemPicker } from '../components/item-picker';
import { OrderFoot } from '../components/order-foot';
import { OrderRow } from '../components/order-row';
import { PriorPane } from '../components/prior-pane';
import { QuestionFields, type QuestionForm, questionOf } from '../components/question-fields';
import { found, isOrdered, standing } from '../order';
import { type OrderPatient, useParts } from '../parts';
import { useOrder } from '../use-order';
import { useSteps } from '../use-steps';

/** Ordering of examinations and tests. What the patient already has shows up beside each item; the order goes its way whatever is done about it. */
export function OrderPage({ patientId }: { readonly patientId: string | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { PatientField, usePatient } = useParts();
  const query = usePatient(patientId);
  if (patientId)
    return (
      <LoadState query={query} rows={8}>
        {query.data && <OrderDesk key={patientId} patient={query.data} />}
      </LoadState>
    );
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('order.title')}</h1>
      </header>
      <section className="panel">
        <h2>{t('request.patient')}</h2>
        <PatientField
          onChange={(patient) =>
            patient && void navigate(`/recognition/check?patient=${encodeURIComponent(patient.id)}`, { replace: true })
          }
        />
      </section>
    </div>
  );
}

const pickerId = 'order-items';

function OrderDesk({ patient }: { readonly patient: OrderPatient }) {
  const { t, tv } = useText();
  const user = useUser();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<QuestionForm>();
  const written = Form.useWatch([], form) as QuestionForm | undefined;
  const question = questionOf(written ?? {}, user.department);
  const { order, asking, problem, retry, add, remove, update } = useOrder(patient.id, question);
  const at = (code: string) => found(order, code);
  const { desk, close } = useSteps(true, (code) => at(code)?.check, update);
  const { useImagesAhead } = useParts();
  const [sending, setSending] = useState(false);
  const rows = order.items.map((item) => ({ ...item, at: at(item.code) }));
  useImagesAhead(rows.some(({ at: row }) => row?.item.candidates.some(({ studyInstanceUid }) => studyInstanceUid)));
  const { viewed } = desk;
  const today = [
    ...question.diagnoses.map(({ text, code }) => [text, code].filter(Boolean).join(' ')),
    ...(written?.ticks ?? []).map((tick) => tv('tick', tick)),
  ].join('；');

  const place = async () => {
    setSending(true);
    try {
      for (const { code, at: row } of rows) if (row && isOrdered(standing(row.item))) update(await checkSteps.order(row.check.id, code));
      void message.success(t('order.sent'));
    } catch (error) {
      void message.error(problemText(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <DeskContext value={desk}>
      <PatientBanner patient={patient} />
      <div className="page order">
        <header className="page-head">
          <h1>{t('order.title')}</h1>
          <span className="muted">{t('order.intro')}</span>
        </header>
        <div className={viewed ? 'order-split' : ''}>
          <div className="order-side">
            <section className="panel" aria-label={t('order.question')}>
              <Form form={form} layout="vertical" initialValues={{ diagnoses: [{}] }} className="question" component="div">
                <QuestionFields />
              </Form>
              <ItemPicker id={pickerId} chosen={order.items.map(({ code }) => code)} onAdd={add} />
            </section>
            {problem !== undefined && (
              <div className="order-problem">
                <ProblemAlert error={problem} details={problem instanceof ApiProblem ? detailsOf(problem) : []} />
                <span className="muted">{t('order.checkFailed')}</span> <Button onClick={retry}>{t('error.retry')}</Button>
              </div>
            )}
            {rows.length > 0 && (
              <ul className="panel order-rows" aria-label={t('order.items')} aria-busy={asking}>
                {rows.map(({ code, name, at: row }) => (
                  <OrderRow
                    key={code}
                    code={code}
                    name={name}
                    check={row?.check}
                    item={row?.item}
                    folded={row?.check.quiet ?? false}
                    onRemove={row?.item.decision || row?.item.ordered ? undefined : () => remove(code)}
                  />
                ))}
              </ul>
            )}
          </div>
          {viewed && <PriorPane viewed={viewed} item={at(viewed.code)?.item} patient={patient} today={today} onClose={close} />}
        </div>
        <OrderFoot
          rows={rows.map(({ at: row }) => row?.item)}
          sending={sending}
          onPlace={() => void place()}
          onLeave={() => void navigate(`/patients/${encodeURIComponent(patient.id)}`)}
        />
      </div>
    </DeskContext>
  );
}

const detailsOf = ({ fields }: ApiProblem) => Object.values(fields).flatMap((faults) => faults.map(({ text }) => text));
