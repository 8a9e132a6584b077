import { Doc } from 'diamond-types-node';

const nameOf = (index) => `writer${index}`;

export class Replica {
  constructor(index, document = new Doc(nameOf(index))) {
    this.document = document;
    this.told = null;
  }

  recordMessages() { this.told = this.document.getLocalVersion(); }

  change(trace, first, end) {
    for (let i = first; i < end; ++i) {
      if (trace.deleted[i] > 0) this.document.del(trace.positions[i], trace.deleted[i]);
      if (trace.inserted[i] !== '') this.document.ins(trace.positions[i], trace.inserted[i]);
    }
  }

  takeMessage() {
    const message = this.document.getPatchSince(this.told);
    this.told = this.document.getLocalVersion();
    return message;
  }

  apply(message) {
    this.document.mergeBytes(message);
    if (this.told !== null) this.told = this.document.getLocalVersion();
  }

  text() { return this.document.get(); }
}

export const formats = {
  bytes: {
    save: (replica) => replica.document.toBytes(),
    load: (bytes, index) => new Replica(index, Doc.fromBytes(bytes, nameOf(index))),
  },
};
