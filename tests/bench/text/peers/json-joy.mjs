import jsonCrdt from 'json-joy/lib/json-crdt/index.js';
import jsonCrdtPatch from 'json-joy/lib/json-crdt-patch/index.js';

const { Model } = jsonCrdt;
const { Patch } = jsonCrdtPatch;

const kFirstWriter = 100_000;  // smaller numbers have meanings of their own

// Every replica starts from the same document, whose only node is an empty string.
const emptyDocument = (() => {
  const model = Model.create(undefined, kFirstWriter - 1);
  model.api.root('');
  model.api.flush();
  return model.toBinary();
})();

export class Replica {
  constructor(index, bytes = emptyDocument) {
    this.model = Model.load(bytes, kFirstWriter + index);
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
