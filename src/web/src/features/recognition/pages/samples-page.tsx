import '../admin-phrases';
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Drawer, Form, Input, InputNumber, Modal, Radio, Segmented, Select, Tag } from 'antd';
import { useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { ProblemAlert } from '@/shared/case/problem-alert';
import { sentences, useText } from '@/shared/i18n/i18n';
import { hasRole, useUser } from '@/shared/session/session';
import { formatDay, formatTime } from '@/shared/time/clinic-time';
import { showFieldProblems } from '@/shared/ui/form-problem';
import { LoadState, problemText } from '@/shared/ui/load-state';
import { useWide } from '@/shared/ui/use-wide';
import { useInstitutions } from '../api/catalogue';
import { type Sample, type Sampled, useDraw, useGrade, useSamples } from '../api/evidence';
import { ItemSelect } from '../components/item-select';
import { useParts } from '../parts';

const grades = ['A', 'B', 'C', 'D'] as const;

/** Results of lower institutions drawn by lot and graded by a higher one. */
export function SamplesPage() {
  const { t, tv } = useText();
  const user = useUser();
  const mayDraw = hasRole(user, 'healthAuthority', 'office', 'physician');
  const boxes = ['toGrade', 'mine'];
  const [box, setBox] = useState('toGrade');
  const [drawing, setDrawing] = useState(false);
  const query = useSamples(box);
  const samples = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <header className="page-head">
        <h1>{t('samples.title')}</h1>
        <Segmented value={box} onChange={setBox} options={boxes.map((value) => ({ value, label: tv('sampleBox', value) }))} />
        {mayDraw && (
          <Button className="push" type="primary" icon={<PlusOutlined />} onClick={() => setDrawing(true)}>
            {t('samples.draw')}
          </Button>
        )}
      </header>
      <p className="muted intro">{t('samples.intro')}</p>
      <LoadState query={query} empty={samples.length === 0} emptyText={t('samples.none')}>
        {samples.map((sample) => (
          <SamplePanel key={sample.id} sample={sample} mayGrade={box === 'toGrade' && hasRole(user, 'physician')} />
        ))}
        {query.hasNextPage && (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('common.more')}
          </Button>
        )}
      </LoadState>
      {drawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </>
  );
}

function SamplePanel({ sample, mayGrade }: { readonly sample: Sample; readonly mayGrade: boolean }) {
  const { t } = useText();
  const { Result } = useParts();
  const wide = useWide(900);
  const [opened, setOpened] = useState<Sampled>();
  const done = sample.items.filter(({ grade }) => grade).length;
  return (
    <section className="panel">
      <h2>
        {sample.institutionName}{' '}
        <span className="muted small">{[sample.graderName, formatDay(sample.createdAt)].filter(Boolean).join(' · ')}</span>
        <span className="push muted small">
          {t('samples.progress', { done, count: sample.items.length })}
          {sample.worstShare !== undefined && ` · ${t('samples.share', { share: (sample.worstShare * 100).toFixed(1) })}`}
        </span>
      </h2>
      <ul className="sample-rows">
        {sample.items.map((line) => (
          <li key={line.resultId}>
            <span>
              <b>{line.itemName || line.itemCode}</b> <span className="muted">{formatTime(line.performedAt)}</span>
            </span>
            {line.grade ? (
              <Tag color={line.grade > 'B' ? 'red' : 'green'} className="tag">
                {line.grade}
              </Tag>
            ) : (
              <Tag className="tag">{t('samples.open')}</Tag>
            )}
            <span className="muted">{line.comment}</span>
            <Button size="small" className="push" type={line.grade || !mayGrade ? 'default' : 'primary'} onClick={() => setOpened(line)}>
              {t(line.grade || !mayGrade ? 'candidate.view' : 'samples.grade')}
            </Button>
          </li>
        ))}
      </ul>
      <Drawer open={!!opened} size={wide ? 900 : '100%'} title={opened?.itemName} onClose={() => setOpened(undefined)} destroyOnHidden>
        {opened && (
          <>
            {mayGrade && !opened.grade && <GradeForm sampleId={sample.id} of={opened} onDone={() => setOpened(undefined)} />}
            <Result id={opened.resultId} patient={{ name: '' }} imagesOpen={!!opened.studyInstanceUid} />
          </>
        )}
      </Drawer>
    </section>
  );
}

interface Graded {
  readonly grade: string;
  readonly positioning?: string;
  readonly agreement?: boolean;
  readonly comment?: string;
}

function GradeForm({ sampleId, of, onDone }: { readonly sampleId: string; readonly of: Sampled; readonly onDone: () => void }) {
  const { t, tv } = useText();
  const [form] = Form.useForm<Graded>();
  const grade = useGrade();
  const [failure, setFailure] = useState<{ error: unknown; details: string[] }>();
  const save = async (values: Graded) => {
    try {
      await grade.mutateAsync({ id: sampleId, resultId: of.resultId, ...values });
      onDone();
    } catch (error) {
      setFailure({ error, details: error instanceof ApiProblem ? showFieldProblems(form, error) : [] });
    }
  };
  return (
    <Form form={form} layout="vertical" initialValues={{ agreement: true }} onFinish={(values) => void save(values)}>
      {failure && <ProblemAlert error={failure.error} details={failure.details} />}
      <Form.Item name="grade" label={t('samples.gradeLabel')} rules={[{ required: true, message: t('common.required') }]}>
        <Radio.Group options={grades.map((value) => ({ value, label: `${value} ${tv('grade', value)}` }))} />
      </Form.Item>
      {of.studyInstanceUid && (
        <Form.Item name="positioning" label={t('samples.positioning')}>
          <Radio.Group options={grades.map((value) => ({ value, label: `${value} ${tv('grade', value)}` }))} />
        </Form.Item>
      )}
      <Form.Item name="agreement" valuePropName="checked">
        <Checkbox>{t('samples.agreement')}</Checkbox>
      </Form.Item>
      <Form.Item name="comment" label={t('field.comment')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={grade.isPending}>
        {t('samples.save')}
      </Button>
    </Form>
  );
}

interface DrawForm {
  readonly institutionId: string;
  readonly graderId?: string;
  readonly itemCode?: string;
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

const month = 30 * 86_400_000;

function DrawDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const user = useUser();
  const { message } = App.useApp();
  const [form] = Form.useForm<DrawForm>();
  const institutions = useInstitutions();
  const draw = useDraw();
  const [details, setDetails] = useState<string[]>([]);
  const required = [{ required: true, message: t('common.required') }];
  const save = async (values: DrawForm) => {
    try {
      await draw.mutateAsync(values);
      onClose();
    } catch (error) {
      const left = error instanceof ApiProblem ? showFieldProblems(form, error) : [];
      setDetails([problemText(error), ...left]);
      void message.error(problemText(error));
    }
  };
  return (
    <Modal
      open
      title={t('samples.draw')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('samples.draw')}
      confirmLoading={draw.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ from: formatDay(new Date(Date.now() - month).toISOString()), to: formatDay(new Date().toISOString()), count: 10 }}
        onFinish={(values) => void save(values)}
      >
        {details.length > 0 && <p className="late">{sentences(details)}</p>}
        <Form.Item name="institutionId" label={t('samples.lower')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        {hasRole(user, 'healthAuthority') && (
          <Form.Item name="graderId" label={t('samples.grader')} rules={required}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(institutions.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
        )}
        <Form.Item name="itemCode" label={t('samples.item')}>
          <ItemSelect />
        </Form.Item>
        <div className="fields">
          <Form.Item name="from" label={t('quality.from')} rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="to" label={t('quality.to')} rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="count" label={t('samples.count')} rules={required}>
            <InputNumber min={1} max={100} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  );
}
