// What was written on this device and is not yet acknowledged, in IndexedDB. One database a meeting; the key is
// [document, replica, counter], and the order it was put in is kept beside it.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.pending = (() => {
  const kStore = 'updates';
  let database = null;  // a promise of it, or of null when nothing can be kept
  let works = false;
  let order = 0;

  function open(meeting) {
    works = 'indexedDB' in globalThis;
    database = new Promise((resolve) => {
      if (!works) return resolve(null);
      const request = indexedDB.open(`samsyn-pending-${meeting}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(kStore);
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => {
        works = false;
        samsynPage.requestFrame();
        resolve(null);
      };
    }).catch(() => null);
    // Ask the browser not to clear it when space is short; it may say no.
    navigator.storage?.persist?.().catch(() => {});
  }

  async function withStore(mode, use) {
    const opened = database && await database;
    if (!opened) return null;
    return new Promise((resolve) => {
      try {
        const transaction = opened.transaction(kStore, mode, { durability: 'strict' });
        const request = use(transaction.objectStore(kStore));
        if (mode === 'readwrite') transaction.commit?.();  // a page that is being closed does not wait
        transaction.oncomplete = () => {
          if (mode === 'readwrite' && !works) {
            works = true;
            samsynPage.requestFrame();
          }
          resolve(request ? request.result : null);
        };
        transaction.onabort = transaction.onerror = () => {
          if (works) {
            works = false;  // storage full, most likely
            samsynPage.requestFrame();
          }
          resolve(null);
        };
      } catch {
        works = false;
        resolve(null);
      }
    });
  }

  return {
    open,
    works: () => works,
    async load(done) {
      const records = (await withStore('readonly', (store) => store.getAll())) ?? [];
      records.sort((a, b) => a.order - b.order);
      const bytes = new Uint8Array(records.reduce((sum, record) => sum + 4 + record.bytes.length, 0));
      const view = new DataView(bytes.buffer);
      let at = 0;
      for (const record of records) {
        view.setUint32(at, record.bytes.length, true);
        bytes.set(record.bytes, at + 4);
        at += 4 + record.bytes.length;
      }
      done(bytes);
    },
    put(document, replica, counter, bytes) {
      // After everything older, also what another visit left: time first, then one after the other.
      order = Math.max(order + 1, Date.now() * 1000);
      const record = { order, bytes };
      withStore('readwrite', (store) => store.put(record, [document, replica, counter]));
    },
    remove(document, replica, counter) {
      withStore('readwrite', (store) => store.delete(IDBKeyRange.bound([document, replica, ''], [document, replica, counter])));
    },
    removeAll() {
      withStore('readwrite', (store) => store.clear());
    },
  };
})();
