import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useText } from '@/shared/i18n/i18n';

interface Props {
  readonly label: string;
  /** Says whom it is about, where many have the same button. */
  readonly named?: string;
  /** What will happen. */
  readonly sure: string;
  readonly danger?: boolean;
  readonly primary?: boolean;
  readonly small?: boolean;
  readonly onSend: () => Promise<unknown>;
  readonly onFailure: (error: unknown) => void;
}

/** A step without anything to fill in: it says what it does and asks once. */
export function SureButton({ label, named, sure, danger, primary, small, onSend, onFailure }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      await onSend();
      void message.success(t('admin.saved'));
      onFailure(undefined);
    } catch (error) {
      onFailure(error);
    } finally {
      setRunning(false);
    }
  };
  return (
    <Popconfirm
      title={sure}
      okText={label}
      okButtonProps={{ danger }}
      cancelText={t('common.cancel')}
      styles={{ root: { maxWidth: 'min(360px, 94vw)' } }}
      onConfirm={() => void run()}
    >
      <Button
        size={small ? 'small' : undefined}
        type={primary ? 'primary' : undefined}
        danger={danger}
        loading={isRunning}
        aria-label={named}
      >
        {label}
      </Button>
    </Popconfirm>
  );
}
