import * as Y from 'yjs';

import { writerNumber } from '../writer_number.mjs';

export class Replica {
  constructor(index) {
    this.document = new Y.Doc();
    this.document.clientID = Number(writerNumber(index, 32));
    this.content = this.document.getText('text');
    this.message = null;
  }

  recordMessages() { this.document.on('update', (update) => { this.message = update; }); }

  change(trace, first, end) {
    this.document.transact(() => {
      for (let i = first; i < end; ++i) {
        if (trace.deleted[i] > 0) this.content.delete(trace.positions[i], trace.deleted[i]);
        if (trace.inserted[i] !== '') this.content.insert(trace.positions[i], trace.inserted[i]);
      }
    });
  }

  takeMessage() { return this.message; }
  apply(message) { Y.applyUpdate(this.document, message); }
  text() { return this.content.toString(); }
}

// What an editor that speaks in deltas does. Yjs walks to the place instead of remembering where it was.
class DeltaReplica extends Replica {
  change(trace, first, end) {
    for (let i = first; i < end; ++i) {
      const delta = trace.positions[i] > 0 ? [{ retain: trace.positions[i] }] : [];
      if (trace.deleted[i] > 0) delta.push({ delete: trace.deleted[i] });
      if (trace.inserted[i] !== '') delta.push({ insert: trace.inserted[i] });
      this.content.applyDelta(delta);
    }
  }
}

export const otherWays = { applyDelta: DeltaReplica };

export const formats = {
  v1: {
    save: (replica) => Y.encodeStateAsUpdate(replica.document),
    load: (bytes, index) => {
      const replica = new Replica(index);
      Y.applyUpdate(replica.document, bytes);
      return replica;
    },
  },
  v2: {
    save: (replica) => Y.encodeStateAsUpdateV2(replica.document),
    load: (bytes, index) => {
      const replica = new Replica(index);
      Y.applyUpdateV2(replica.document, bytes);
      return replica;
    },
  },
};
