/** What the page keeps on the machine: drafts, requests waiting for the line, files waiting to be sent. All of it belongs to one user. */
const name = 'telemed';
const stores = ['drafts', 'outbox', 'uploads'] as const;
export type StoreName = (typeof stores)[number];

export interface Owned {
  readonly key: string;
  /** Account id; a record is shown to nobody else. */
  readonly owner: string;
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const opened = indexedDB.open(name, 1);
    opened.onupgradeneeded = () => {
      for (const store of stores) opened.result.createObjectStore(store, { keyPath: 'key' }).createIndex('owner', 'owner');
    };
    opened.onsuccess = () => resolve(opened.result);
    opened.onerror = () => {
      opening = undefined;
      reject(opened.error);
    };
  });
  return opening;
}

function settle<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within<T>(store: StoreName, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return settle(work(database.transaction(store, mode).objectStore(store)));
}

export async function put(store: StoreName, record: Owned): Promise<void> {
  await within(store, 'readwrite', (s) => s.put(record));
}

/** The record, if it is this owner's. */
export async function get<T extends Owned>(store: StoreName, owner: string, key: string): Promise<T | undefined> {
  const found = await within<T | undefined>(store, 'readonly', (s) => s.get(key));
  return found?.owner === owner ? found : undefined;
}

export const all = <T extends Owned>(store: StoreName, owner: string) =>
  within<T[]>(store, 'readonly', (s) => s.index('owner').getAll(owner) as IDBRequest<T[]>);

export async function remove(store: StoreName, key: string): Promise<void> {
  await within(store, 'readwrite', (s) => s.delete(key));
}

/** Deletes everything this owner left on the machine. */
export async function wipe(owner: string): Promise<void> {
  for (const store of stores) for (const record of await all(store, owner)) await remove(store, record.key);
}
