// The meeting as the relay sent it, sealed, in IndexedDB: client/net/kept_store.h. One database a link, with the
// updates by [document, replica, counter] as one binary key, and a record of the rest: who may read, up to which
// sequence each document is kept, and an epoch.
//
// The epoch is what lets several pages write here: it changes whenever something is forgotten, and a page that began
// before that writes no more, as what it has follows on something that is gone.
'use strict';

globalThis.samsynPage = globalThis.samsynPage || {};

samsynPage.kept = (() => {
  const kUpdates = 'updates';
  const kAbout = 'about';
  const kMeeting = 'meeting';
  const kKeyBytes = 17;

  let opening = null;  // a promise of the database, or of null when nothing can be kept
  let works = true;
  let stopped = false;  // another page has forgotten what this one would go on from
  let epoch = null;
  let queue = Promise.resolve();

  function openDatabase(name) {
    return new Promise((resolve) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(kUpdates);
        request.result.createObjectStore(kAbout);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = request.onblocked = () => resolve(null);
    }).catch(() => null);
  }

  // `use` gets both stores and the record about the meeting, within one transaction. Null when it came to nothing.
  function within(database, mode, use) {
    return new Promise((resolve) => {
      let result = null;
      const transaction = database.transaction([kUpdates, kAbout], mode);
      const updates = transaction.objectStore(kUpdates);
      const about = transaction.objectStore(kAbout);
      about.get(kMeeting).onsuccess = ({ target }) => {
        result = use(updates, about, target.result) ?? true;
      };
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = transaction.onerror = () => resolve(null);
    }).catch(() => null);
  }

  // One after the other: when one fails, none of the later ones is there without it.
  function change(use) {
    queue = queue.then(async () => {
      const database = await opening;
      if (database && await within(database, 'readwrite', use) !== null) return;
      if (works) samsynPage.requestFrame();
      works = false;
    });
  }

  const newEpoch = () => crypto.getRandomValues(new Uint32Array(4)).join('-');
  const ofDocument = (document) => IDBKeyRange.bound(new Uint8Array([document]), new Uint8Array([document + 1]), false, true);

  // A block: a length and the access record, a count and as many sequences, then a length and a row, and so on.
  function* rowsOf(view, from) {
    for (let at = from; at < view.byteLength;) {
      const size = view.getUint32(at, true);
      yield new Uint8Array(view.buffer, view.byteOffset + at + 4, size);
      at += 4 + size;
    }
  }

  function unpack(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = view.getUint32(0, true);
    const count = view.getUint32(4 + size, true);
    const sequences = Array.from({ length: count }, (_, i) => Number(view.getBigUint64(8 + size + 8 * i, true)));
    const rows = [...rowsOf(view, 8 + size + 8 * count)];
    return { access: bytes.slice(4, 4 + size), sequences, rows };
  }

  function pack(access, sequences, records) {
    const size = records.reduce((sum, record) => sum + 4 + record.length, 8 + access.length + 8 * sequences.length);
    const bytes = new Uint8Array(size);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, access.length, true);
    bytes.set(access, 4);
    let at = 4 + access.length;
    view.setUint32(at, sequences.length, true);
    sequences.forEach((sequence, i) => view.setBigUint64(at + 4 + 8 * i, BigInt(sequence), true));
    at += 4 + 8 * sequences.length;
    for (const record of records) {
      view.setUint32(at, record.length, true);
      bytes.set(record, at + 4);
      at += 4 + record.length;
    }
    return bytes;
  }

  function removeAll() {
    change((updates, about) => {
      updates.clear();
      about.clear();
      epoch = null;
      stopped = false;
    });
  }

  return {
    works: () => works,
    removeAll,
    open(link) {
      opening = 'indexedDB' in globalThis ? openDatabase(`samsyn-kept-${link}`) : Promise.resolve(null);
      opening.then((database) => { works = works && database !== null; });
    },
    async load(done) {
      const nothing = pack(new Uint8Array(), [], []);
      const database = await opening;
      if (!database) return done(nothing);
      let all = null;
      const meeting = await within(database, 'readonly', (updates, about, found) => {
        if (found) all = updates.getAll();
        return found;
      });
      if (!all || !meeting) return done(nothing);
      epoch = meeting.epoch;
      let packed = nothing;
      try {
        packed = pack(meeting.access, meeting.sequences, all.result);
      } catch {
        removeAll();  // not what this file wrote
      }
      done(packed);
    },
    write(bytes) {
      const { access, sequences, rows } = unpack(bytes);
      change((updates, about, found) => {
        if (stopped || (epoch !== null && found?.epoch !== epoch)) {
          stopped = true;
          return;
        }
        const meeting = found ?? { epoch: newEpoch(), access: new Uint8Array(), sequences: [] };
        epoch = meeting.epoch;
        if (access.length > 0) meeting.access = access;
        meeting.sequences = sequences.map((sequence, i) => Math.max(sequence, meeting.sequences[i] ?? 0));
        for (const row of rows) updates.put(row.slice(kKeyBytes), row.slice(0, kKeyBytes));
        about.put(meeting, kMeeting);
      });
    },
    remove(document) {
      change((updates, about, found) => {
        updates.delete(ofDocument(document));
        if (!found) return;
        const ours = found.epoch === epoch;
        found.epoch = newEpoch();
        found.sequences[document] = 0;
        about.put(found, kMeeting);
        if (ours) epoch = found.epoch;
        else stopped = true;
      });
    },
    // Of another link. A page of it that is still open goes on, and keeps no more.
    async removeOf(link) {
      for (const [name, stores] of [[`samsyn-kept-${link}`, [kUpdates, kAbout]], [`samsyn-pending-${link}`, [kUpdates]]]) {
        if (!(await indexedDB.databases?.() ?? [{ name }]).some((any) => any.name === name)) continue;
        const request = indexedDB.open(name);
        request.onsuccess = () => {
          const database = request.result;
          const there = stores.filter((store) => database.objectStoreNames.contains(store));
          if (there.length === 0) return database.close();
          const transaction = database.transaction(there, 'readwrite');
          there.forEach((store) => transaction.objectStore(store).clear());
          transaction.oncomplete = () => database.close();
        };
      }
    },
  };
})();
