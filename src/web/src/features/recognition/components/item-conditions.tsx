import { useText } from '@/shared/i18n/i18n';
import { windowText } from '../windows';

interface Props {
  readonly item: {
    readonly diseases: readonly { readonly codes: readonly string[]; readonly windowHours?: number | null }[];
    readonly noIntervention: boolean;
    readonly deviceClasses: readonly string[];
    readonly methods: readonly string[];
  };
  /** Why it is on the negative list. */
  readonly negative?: string;
}

/** What holds for an item beside its window, one line each. */
export function ItemConditions({ item, negative }: Props) {
  const { t } = useText();
  const parts = [
    negative,
    ...item.diseases.map(({ codes, windowHours }) => `${codes.join('、')}：${windowText(windowHours ?? undefined)}`),
    item.noIntervention && t('catalogue.noIntervention'),
    item.deviceClasses.length > 0 && `${t('result.device')}：${item.deviceClasses.join('、')}`,
    item.methods.length > 0 && `${t('result.method')}：${item.methods.join('、')}`,
  ].filter((part): part is string => !!part);
  if (parts.length === 0) return <span className="muted">—</span>;
  return (
    <ul>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}
