import { ApiProblem } from '@/shared/api/problem';
import { all, type Owned, put, remove } from '@/shared/drafts/database';
import { translate } from '@/shared/i18n/i18n';
import { sendInstance } from './api/send-instance';
import { type DicomHeader, readHeader } from './dicom-header';

/** A file on its way; it stays on the machine until the server has it. */
export interface Upload extends Owned {
  readonly name: string;
  readonly size: number;
  readonly blob: Blob;
  readonly header?: DicomHeader;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'refused';
  readonly share: number;
  readonly problem?: string;
}

type Send = typeof sendInstance;

/** Sends files one after another, keeps them over a reload, and goes on where a cut line stopped it. */
export class UploadQueue {
  #items: readonly Upload[] = [];
  #running: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly owner: string,
    private readonly send: Send = sendInstance,
  ) {}

  readonly items = () => this.#items;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes up what an earlier visit left. */
  async resume(): Promise<void> {
    const kept = await all<Upload>('uploads', this.owner);
    const known = new Set(this.#items.map(({ key }) => key));
    this.#set([
      ...this.#items,
      ...kept.filter(({ key }) => !known.has(key)).map((item): Upload => ({ ...item, state: 'waiting', share: 0 })),
    ]);
    await this.run();
  }

  async add(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const header = await readHeader(file);
      const key = `${this.owner}|${header?.instanceUid ?? crypto.randomUUID()}`;
      if (this.#items.some((item) => item.key === key && item.state !== 'failed')) continue;
      const item: Upload = {
        key,
        owner: this.owner,
        name: file.name,
        size: file.size,
        blob: file,
        header,
        share: 0,
        ...(header ? { state: 'waiting' } : { state: 'refused', problem: translate('upload.notDicom') }),
      };
      // Without room on the machine the file is still sent, it only does not survive a reload.
      if (header) await put('uploads', item).catch(() => {});
      this.#set([...this.#items.filter((other) => other.key !== key), item]);
    }
    await this.run();
  }

  /** Sends everything that waits; a second call joins the first. */
  run(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async retry(): Promise<void> {
    this.#set(this.#items.map((item) => (item.state === 'failed' ? { ...item, state: 'waiting', problem: undefined } : item)));
    await this.run();
  }

  async drop(key: string): Promise<void> {
    this.#set(this.#items.filter((item) => item.key !== key));
    await remove('uploads', key).catch(() => {});
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#items.find(({ state }) => state === 'waiting');
      if (!next) return;
      this.#change(next.key, { state: 'sending' });
      try {
        await this.send(next.blob, (share) => this.#change(next.key, { share }));
      } catch (error) {
        const problem = error instanceof ApiProblem ? error : undefined;
        const again = problem?.isTransient || problem?.status === 401;
        this.#change(next.key, { state: again ? 'failed' : 'refused', problem: problem?.title ?? translate('upload.failed') });
        if (!again) await remove('uploads', next.key).catch(() => {});
        // The rest would only fail the same way; it goes on when the line is back.
        if (again) return this.#failRest(problem?.title);
        continue;
      }
      this.#change(next.key, { state: 'done', share: 1 });
      await remove('uploads', next.key).catch(() => {});
    }
  }

  #failRest(problem: string | undefined) {
    this.#set(this.#items.map((item) => (item.state === 'waiting' ? { ...item, state: 'failed', problem } : item)));
  }

  #change(key: string, change: Partial<Upload>) {
    this.#set(this.#items.map((item) => (item.key === key ? { ...item, ...change } : item)));
  }

  #set(items: readonly Upload[]) {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }
}

const queues = new Map<string, UploadQueue>();

/** The one queue of a user on this page. */
export function uploadQueueOf(owner: string): UploadQueue {
  let queue = queues.get(owner);
  if (!queue) {
    queue = new UploadQueue(owner);
    queues.set(owner, queue);
  }
  return queue;
}

/** At sign-out: nothing of one user may be sent or shown under another. */
export function forgetUploads(owner: string) {
  queues.delete(owner);
}
