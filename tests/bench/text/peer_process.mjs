// Measures one thing of one peer, in a process of its own: node peer_process.mjs PEER MEASUREMENT TRACE [VARIANT]
//
// A peer (peers/<npm package>.mjs) exports `formats`, by name: how a replica is saved and loaded; perhaps `otherWays`, by
// name: other classes than Replica, that make changes in another way; and the class Replica:
//   new Replica(index)          the index-th copy of the shared text, empty
//   change(trace, first, end)   makes these edits as one change
//   recordMessages()            from now on takeMessage() gives the last change as bytes for the others
//   apply(message), text()
import process from 'node:process';

import { readTrace } from './trace_file.mjs';

const kWarm = 1000;  // milliseconds after which the compilers have done their work; who is done sooner goes again
const kLoads = 5;    // as few as leave most of them warm: nobody loads a document often

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

function expectText(text, trace) {
  if (text !== trace.endText) throw new Error("the text at the end is not the trace's");
}

function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const bytesOf = (messages) => messages.reduce((sum, message) => sum + message.length, 0);

function makeAll(replica, trace) {
  for (let i = 0; i < trace.positions.length; ++i) replica.change(trace, i, i + 1);
}

function makeMessages(replica, trace) {
  const messages = [];
  for (let i = 0; i < trace.positions.length; ++i) {
    replica.change(trace, i, i + 1);
    messages.push(replica.takeMessage());
  }
  return messages;
}

function applyAll(replica, messages) {
  for (const message of messages) replica.apply(message);
}

const measurements = {
  local(peer, trace, way) {
    const replica = way ? new peer.otherWays[way](0) : new peer.Replica(0);
    const milliseconds = timed(() => makeAll(replica, trace));
    expectText(replica.text(), trace);
    return { milliseconds };
  },

  // Making the messages, then applying them to a fresh replica.
  remote({ Replica }, trace) {
    let writer = new Replica(0);
    writer.recordMessages();
    let messages;
    const making = timed(() => { messages = makeMessages(writer, trace); });
    expectText(writer.text(), trace);
    writer = null;
    const reader = new Replica(1);
    const milliseconds = timed(() => applyAll(reader, messages));
    expectText(reader.text(), trace);
    return { messages: making, milliseconds, wire_bytes: bytesOf(messages) / messages.length };
  },

  // Saving once, and loading (until the text has been read) several times.
  load({ Replica, formats }, trace, format) {
    const { save, load } = formats[format];
    const replica = new Replica(0);
    makeAll(replica, trace);
    let bytes;
    const saving = timed(() => { bytes = save(replica); });
    const times = Array.from({ length: kLoads }, () => {
      let text;
      const milliseconds = timed(() => { text = load(bytes, 1).text(); });
      expectText(text, trace);
      return milliseconds;
    });
    return { save: saving, bytes: bytes.length, milliseconds: median(times), first: times[0] };
  },

  // One message a transaction from each of several writers, merged into a fresh replica.
  concurrent({ Replica }, trace) {
    const writers = Array.from({ length: trace.replicas }, (_, index) => new Replica(index));
    for (const writer of writers) writer.recordMessages();
    const messages = trace.transactions.map(() => null);
    trace.transactions.forEach(({ replica, first, end, delivered }, number) => {
      for (const earlier of delivered) writers[replica].apply(messages[earlier]);
      writers[replica].change(trace, first, end);
      messages[number] = writers[replica].takeMessage();
    });
    const reader = new Replica(trace.replicas);
    const milliseconds = timed(() => applyAll(reader, messages));
    expectText(reader.text(), trace);
    return { microseconds: milliseconds * 1000 / messages.length, wire_bytes: bytesOf(messages) / messages.length };
  },
};

const [name, measurement, file, variant] = process.argv.slice(2);
const peer = await import(`./peers/${name}.mjs`);
const trace = readTrace(file);
let numbers;
const first = timed(() => { numbers = measurements[measurement](peer, trace, variant); });
if (first < kWarm) numbers = measurements[measurement](peer, trace, variant);
console.log(JSON.stringify(numbers));
