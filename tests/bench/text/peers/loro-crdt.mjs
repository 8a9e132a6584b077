import { LoroDoc } from 'loro-crdt';

import { writerNumber } from '../writer_number.mjs';

export class Replica {
  constructor(index) {
    this.document = new LoroDoc();
    this.document.setPeerId(writerNumber(index, 64));
    this.content = this.document.getText('text');
    this.message = null;
  }

  recordMessages() { this.document.subscribeLocalUpdates((update) => { this.message = update; }); }

  change(trace, first, end) {
    for (let i = first; i < end; ++i) {
      if (trace.deleted[i] > 0) this.content.delete(trace.positions[i], trace.deleted[i]);
      if (trace.inserted[i] !== '') this.content.insert(trace.positions[i], trace.inserted[i]);
    }
    this.document.commit();
  }

  takeMessage() { return this.message; }
  apply(message) { this.document.import(message); }
  text() { return this.content.toString(); }
}

export const formats = {
  snapshot: {
    save: (replica) => replica.document.export({ mode: 'snapshot' }),
    load: (bytes, index) => {
      const replica = new Replica(index);
      replica.document.import(bytes);
      return replica;
    },
  },
};
