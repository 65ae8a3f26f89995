import { CheckOutlined, CloudOutlined, LoadingOutlined, WarningOutlined } from '@ant-design/icons';
import { useText } from '@/shared/i18n/i18n';
import { useOnline } from '@/shared/live/use-online';
import { formatTime } from '@/shared/time/clinic-time';
import type { DraftState } from './use-form-draft';

export function DraftMark({ state }: { readonly state: DraftState }) {
  const { t } = useText();
  const online = useOnline();
  const [icon, text] =
    state.kind === 'saving'
      ? [<LoadingOutlined key="i" />, t('draft.saving')]
      : state.kind === 'failed'
        ? [<WarningOutlined key="i" />, t('draft.failed')]
        : state.kind === 'saved'
          ? online
            ? [<CheckOutlined key="i" />, t('draft.saved', { time: formatTime(state.at).slice(11) })]
            : [<CloudOutlined key="i" />, t('draft.offline')]
          : [null, ''];
  return (
    <span className="muted draft-mark" role="status">
      {icon} {text}
    </span>
  );
}
