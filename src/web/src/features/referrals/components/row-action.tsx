import { Modal, Spin } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { problemText } from '@/shared/ui/load-state';
import { ActionDialog } from './action-dialog';
import { CaseContext, useCase } from './use-case';

interface Props {
  readonly id: string;
  readonly action: string;
  readonly start?: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

/** An action's dialog over a list: reads the case first, for a list shows too little to act on. */
export function RowAction({ id, action, start, onClose }: Props) {
  const { t } = useText();
  const { query, open } = useCase(id);
  const found = open?.actions.find((each) => each.action === action);
  if (open && found)
    return (
      <CaseContext value={open}>
        <ActionDialog action={found} start={start} onClose={onClose} />
      </CaseContext>
    );
  const gone = query.error ? problemText(query.error) : open && open.actions.length > 0 ? t('row.notNow') : undefined;
  return (
    <Modal open footer={null} onCancel={onClose} width={360}>
      {gone ?? <Spin style={{ display: 'block', padding: 24 }} />}
    </Modal>
  );
}
