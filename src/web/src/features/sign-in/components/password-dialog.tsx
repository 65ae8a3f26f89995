import { Button, Modal } from 'antd';
import { useText } from '@/shared/i18n/i18n';
import { PasswordForm } from './password-form';

interface Props {
  readonly account?: string;
  readonly onClose: () => void;
}

export function PasswordDialog({ account, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal open width={420} title={t('password.change')} footer={null} onCancel={onClose}>
      <PasswordForm account={account} onChanged={onClose} beside={<Button onClick={onClose}>{t('common.cancel')}</Button>} />
    </Modal>
  );
}
