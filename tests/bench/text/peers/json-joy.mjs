import jsonCrdt from 'json-joy/lib/json-crdt/index.js';
import jsonCrdtPatch from 'json-joy/lib/json-crdt-patch/index.js';

import { writerNumber } from '../writer_number.mjs';

const { Model } = jsonCrdt;
const { Patch } = jsonCrdtPatch;

const sessionNumber = (index) => Number(writerNumber(index, 53));

// Every replica starts from the same document, whose only node is an empty string.
const emptyDocument = (() => {
  const model = Model.create(undefined, sessionNumber(-2));
  model.api.root('');
  model.api.flush();
  return model.toBinary();
})();

export class Replica {
  constructor(index, bytes = emptyDocument) {
    this.model = Model.load(bytes, sessionNumber(index));
    this.content = this.model.api.str([]);
    this.patch = null;
  }

  recordMessages() {}

  change(trace, first, end) {
    for (let i = first; i < end; ++i) {
      if (trace.deleted[i] > 0) this.content.del(trace.positions[i], trace.deleted[i]);
      if (trace.inserted[i] !== '') this.content.ins(trace.positions[i], trace.inserted[i]);
    }
    this.patch = this.model.api.flush();
  }

  takeMessage() { return this.patch.toBinary(); }
  apply(message) { this.model.applyPatch(Patch.fromBinary(message)); }
  text() { return this.model.view(); }
}

export const formats = {
  binary: {
    save: (replica) => replica.model.toBinary(),
    load: (bytes, index) => new Replica(index, bytes),
  },
};
