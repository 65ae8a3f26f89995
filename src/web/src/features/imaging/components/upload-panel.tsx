import { CheckCircleFilled, CloseCircleFilled, CloudUploadOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { type DragEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useText } from '@/shared/i18n/i18n';
import type { Upload, UploadQueue } from '../upload-queue';

interface Props {
  readonly queue: UploadQueue;
  readonly patientName?: string;
  /** Called with the study of each file that has arrived. */
  readonly onArrived: (studyUid: string) => void;
}

export function UploadPanel({ queue, patientName, onArrived }: Props) {
  const { t } = useText();
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const arrived = useRef(new Set<string>());
  useEffect(() => {
    for (const { key, state, header } of items) {
      if (state !== 'done' || !header || arrived.current.has(key)) continue;
      arrived.current.add(key);
      onArrived(header.studyUid);
    }
  }, [items, onArrived]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void queue.add([...event.dataTransfer.files]);
  };
  const done = items.filter(({ state }) => state === 'done').length;
  const otherName = items.find(({ header }) => header?.patientName && patientName && !sameName(header.patientName, patientName))?.header
    ?.patientName;
  return (
    <div className="upload">
      <button
        type="button"
        className={`upload-drop ${over ? 'over' : ''}`}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <CloudUploadOutlined /> <b>{t('upload.title')}</b> <span className="muted">{t('upload.hint')}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="dicom-files"
        onChange={(event) => {
          void queue.add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {items.length > 0 && (
        <div className="upload-head" role="status">
          {t('upload.summary', { done, total: items.length })}
          <Progress percent={Math.round((items.reduce((sum, { share }) => sum + share, 0) / items.length) * 100)} size="small" />
          {items.some(({ state }) => state === 'failed') && (
            <Button size="small" onClick={() => void queue.retry()}>
              {t('upload.retry')}
            </Button>
          )}
        </div>
      )}
      {otherName && <div className="warn">{t('upload.otherName', { name: otherName })}</div>}
      <ul className="upload-items">
        {items
          .filter(({ state }) => state !== 'done')
          .slice(0, 8)
          .map((item) => (
            <Item key={item.key} item={item} onDrop={() => void queue.drop(item.key)} />
          ))}
      </ul>
    </div>
  );
}

function Item({ item, onDrop }: { readonly item: Upload; readonly onDrop: () => void }) {
  const { t } = useText();
  const icon =
    item.state === 'done' ? (
      <CheckCircleFilled />
    ) : item.state === 'sending' ? (
      <LoadingOutlined />
    ) : item.state === 'waiting' ? null : (
      <CloseCircleFilled />
    );
  return (
    <li className={`upload-${item.state}`}>
      {icon}
      <span className="ellipsis">{item.name}</span>
      <span className="muted">
        {item.problem ?? t(item.state === 'sending' ? 'upload.sending' : item.state === 'waiting' ? 'upload.waiting' : 'upload.failed')}
      </span>
      <Button size="small" type="text" onClick={onDrop}>
        {t('upload.remove')}
      </Button>
    </li>
  );
}

/** Names in files are often romanised; only Chinese ones can be compared. */
const sameName = (inFile: string, name: string) =>
  !/\p{Script=Han}/u.test(inFile) || inFile.replaceAll(/\s/g, '').includes(name.replaceAll(/\s/g, ''));
