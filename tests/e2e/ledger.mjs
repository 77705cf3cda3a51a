// The browser's database as a tool of rescue sees it, for tests that look at it, damage it or forbid it.

const NAME = 'crosskey:/tools/crosskey/:';

/** Everything in the database of a ledger. */
export const readLedger = (page, ledger = 'main') =>
  page.evaluate(async (name) => {
    const answer = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open(name));
    const stores = {};
    for (const store of database.objectStoreNames) stores[store] = await answer(database.transaction(store).objectStore(store).getAll());
    database.close();
    return { version: database.version, stores };
  }, NAME + ledger);

/** Puts something into the records of a ledger, as nobody should. */
export const putRecord = (page, record, ledger = 'main') =>
  page.evaluate(
    ([name, value]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction('records', 'readwrite');
          writing.objectStore('records').put(value);
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [NAME + ledger, record],
  );

/** Lifts the database of a ledger to a layout of the future. */
export const liftLedger = (page, ledger = 'main') =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(name, 7);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      }),
    NAME + ledger,
  );

/** The names of the ledgers that have a database. */
export const ledgers = (page) =>
  page.evaluate(async (prefix) => (await indexedDB.databases()).map(({ name }) => name.replace(prefix, '')).sort(), NAME);

/** What is kept in the browser's simple storages under names that hold this word: the drawer, the name, the text. */
export const kept = (page, word) =>
  page.evaluate(
    (part) =>
      ['localStorage', 'sessionStorage'].flatMap((drawer) =>
        Object.entries(window[drawer]).filter(([name]) => name.includes(part)).map(([name, text]) => [drawer, name, text]),
      ),
    word,
  );

/** Puts a text back where it was kept. */
export const putBack = (page, one) => page.evaluate(([drawer, name, text]) => window[drawer].setItem(name, text), one);

/** A browser without databases, or one that forbids them, or one that forbids simple storage. For `addInitScript`. */
export const storage = {
  absent: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  forbidden: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('storage is forbidden', 'SecurityError');
    };
  },
  withoutSettings: () => {
    const get = () => {
      throw new DOMException('storage is forbidden', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { get });
    Object.defineProperty(window, 'sessionStorage', { get });
  },
};

/** From now on the disk is full: the browser notices it when a record is handed over, or when it is committed. */
export const fill = {
  atOnce: (page) =>
    page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('no room', 'QuotaExceededError');
      };
    }),
  atCommit: (page) =>
    page.evaluate(() => {
      IDBTransaction.prototype.commit = function () {
        Object.defineProperty(this, 'error', { value: new DOMException('no room', 'QuotaExceededError') });
        this.abort();
      };
    }),
};

/** The text of a file that the page offers when this is done. */
export async function downloaded(page, act) {
  const starting = page.waitForEvent('download');
  await act();
  const download = await starting;
  const parts = await (await download.createReadStream()).setEncoding('utf8').toArray();
  return { name: download.suggestedFilename(), text: parts.join('') };
}
