import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Drawer, InputNumber, Radio, Select, Switch } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import type { DiseaseWindow, ItemRule } from '../draft';
import { windowText } from '../windows';
import { RuleField, replaced, WordsFields, without } from './rule-field';

const starts = ['collected', 'performed'] as const;

interface Props {
  readonly item: ItemRule;
  readonly fault: Readonly<Record<string, string>>;
  /** Classes of equipment and methods that the catalogue already speaks of. */
  readonly known: { readonly deviceClasses: readonly string[]; readonly methods: readonly string[] };
  readonly onChange: (item: ItemRule) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Everything that is said of one item. */
export function RuleItemDrawer({ item, fault, known, onChange, onRemove, onClose }: Props) {
  const { t, tv } = useText();
  const change = (next: Partial<ItemRule>) => onChange({ ...item, ...next });
  const tags = (members: 'deviceClasses' | 'methods', label: string, hint: string) => (
    <RuleField width="wide" label={label} hint={hint} fault={fault[members]}>
      {(control) => (
        <Select
          {...control}
          mode="tags"
          tokenSeparators={['、', ',', '，']}
          placeholder={t('rules.any')}
          value={[...item[members]]}
          onChange={(values: string[]) => change({ [members]: values.map((value) => value.trim()).filter(Boolean) })}
          options={known[members].map((value) => ({ value, label: value }))}
        />
      )}
    </RuleField>
  );
  return (
    <Drawer
      open
      title={`${item.name || item.code} ${item.code}`}
      size={Math.min(560, window.innerWidth)}
      onClose={onClose}
      extra={
        <Button type="primary" onClick={onClose}>
          {t('rules.done')}
        </Button>
      }
      footer={
        <Button danger type="text" icon={<DeleteOutlined />} onClick={onRemove}>
          {t('rules.removeItem')}
        </Button>
      }
    >
      <section className="rule-part">
        <h3>{t('rules.from')}</h3>
        <Radio.Group
          value={item.from}
          onChange={({ target }) => change({ from: target.value as string })}
          options={starts.map((value) => ({ value, label: tv('windowFrom', value) }))}
        />
        <p>
          <Checkbox checked={item.noIntervention} onChange={({ target }) => change({ noIntervention: target.checked })}>
            {t('catalogue.noIntervention')}
          </Checkbox>
        </p>
      </section>
      <section className="rule-part" aria-label={t('rules.diseases')}>
        <h3>{t('rules.diseases')}</h3>
        <p className="muted small">{t('rules.diseasesHint')}</p>
        {fault.diseases && (
          <p className="fault" role="alert">
            {fault.diseases}
          </p>
        )}
        <ol className="rule-rows">
          {item.diseases.map((disease, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place, and hold no state of their own
            <li key={index}>
              <Disease
                disease={disease}
                place={index}
                fault={fault}
                onChange={(next) => change({ diseases: replaced(item.diseases, index, next) })}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.removeNamed', { name: disease.codes.join('、') || t('rules.diseaseCodes') })}
                onClick={() => change({ diseases: without(item.diseases, index) })}
              />
            </li>
          ))}
        </ol>
        <Button
          icon={<PlusOutlined />}
          disabled={item.windowHours === null && item.diseases.length === 0}
          onClick={() => change({ diseases: [...item.diseases, { codes: [], windowHours: 24 }] })}
        >
          {t('rules.addDisease')}
        </Button>
      </section>
      <section className="rule-part">
        <h3>{t('rules.equipment')}</h3>
        {tags('deviceClasses', t('result.device'), t('rules.deviceHint'))}
        {tags('methods', t('result.method'), t('rules.methodHint'))}
      </section>
      <section className="rule-part" aria-label={t('catalogue.negative')}>
        <h3>{t('catalogue.negative')}</h3>
        <p>
          <Switch
            size="small"
            checked={item.negative !== null}
            aria-label={t('rules.onNegative')}
            onChange={(on) => change({ negative: on ? { reason: { zh: '', en: '' } } : null })}
          />{' '}
          {t('rules.onNegative')}
        </p>
        {item.negative && (
          <WordsFields
            label={t('rules.why')}
            value={item.negative.reason}
            fault={fault.negative}
            onChange={(reason) => change({ negative: { ...item.negative, reason } })}
          />
        )}
      </section>
    </Drawer>
  );
}

interface DiseaseProps {
  readonly disease: DiseaseWindow;
  readonly place: number;
  readonly fault: Readonly<Record<string, string>>;
  readonly onChange: (disease: DiseaseWindow) => void;
}

function Disease({ disease, place, fault, onChange }: DiseaseProps) {
  const { t } = useText();
  return (
    <div className="rule-fields">
      <RuleField width="wide" label={t('rules.diseaseCodes')} fault={fault[`diseases[${place}].codes`]}>
        {(control) => (
          <Select
            {...control}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={['、', ',', '，', ' ']}
            placeholder="I63*"
            value={[...disease.codes]}
            onChange={(codes: string[]) => onChange({ ...disease, codes: codes.map((code) => code.trim().toUpperCase()).filter(Boolean) })}
          />
        )}
      </RuleField>
      <RuleField
        label={t('rules.windowHours')}
        fault={fault[`diseases[${place}].windowHours`]}
        hint={disease.windowHours === null ? undefined : windowText(disease.windowHours)}
      >
        {(control) => (
          <InputNumber
            {...control}
            min={1}
            max={24 * 366}
            precision={0}
            value={disease.windowHours}
            onChange={(windowHours) => onChange({ ...disease, windowHours })}
          />
        )}
      </RuleField>
    </div>
  );
}
