// Recorded editing sessions (JSON, as in josephg/editing-traces) as the flat files that trace.h and every peer read.
//
//   node trace_file.mjs SESSION.json[.gz] OUT.trace    or without SESSION: the generated one
import fs from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

import { generateSession } from './session.mjs';

const kMagic = 0x31525453;  // "STR1"
const kNumbersAtStart = 7;

// Libraries count in bytes, UTF-16 units or code points; without characters outside the basic plane the last two agree,
// so that everybody gets the same positions. What such a character is does not matter to any of them.
const plain = (text) => text.replace(/[\u{10000}-\u{10FFFF}]/gu, '\u25A1').replace(/[\uD800-\uDFFF]/g, '\uFFFD');

export function readSession(file) {
  const bytes = fs.readFileSync(file);
  const session = JSON.parse(file.endsWith('.gz') ? zlib.gunzipSync(bytes) : bytes);
  if (session.startContent) {
    if (session.kind === 'concurrent') throw new Error(`${file} starts with a text, which is supported for one writer only`);
    session.txns.unshift({ patches: [[0, 0, session.startContent]] });
  }
  return session;
}

// Gives each transaction a replica that had exactly its ancestors, and what that replica has to be told before. Almost
// always the replica is the author's; an author who went on from an older state becomes one more replica there.
function assignReplicas(transactions) {
  const replicas = [];     // { agent, clock: how many transactions of each replica it has }
  const transactionOf = [];  // by replica: its transactions, in order
  const clocks = [];       // by transaction: the clock after it
  return transactions.map((transaction, index) => {
    const ancestors = [];
    for (const parent of transaction.parents) {
      clocks[parent].forEach((count, replica) => { ancestors[replica] = Math.max(ancestors[replica] ?? 0, count); });
    }
    let number = replicas.findIndex(({ agent, clock }, candidate) => agent === transaction.agent &&
      (clock[candidate] ?? 0) === transactionOf[candidate].length &&
      clock.every((count, replica) => count <= (ancestors[replica] ?? 0)));
    if (number < 0) {
      number = replicas.push({ agent: transaction.agent, clock: [] }) - 1;
      transactionOf.push([]);
    }
    const { clock } = replicas[number];
    const delivered = [];
    ancestors.forEach((count, replica) => delivered.push(...transactionOf[replica].slice(clock[replica] ?? 0, count)));
    delivered.sort((a, b) => a - b);
    const after = Array.from(ancestors, (count) => count ?? 0);
    after[number] = transactionOf[number].push(index);
    replicas[number].clock = after;
    clocks[index] = after;
    return { replica: number, delivered };
  });
}

export function encodeTrace(session) {
  const encoder = new TextEncoder();
  const concurrent = session.kind === 'concurrent';
  const numbers = [];
  const inserted = [];
  let edits = 0;
  for (const { patches } of session.txns) {
    for (const [position, deleted, text] of patches) {
      const bytes = encoder.encode(plain(text));
      numbers.push(position, deleted, bytes.length);
      inserted.push(bytes);
      ++edits;
    }
  }
  const places = concurrent ? assignReplicas(session.txns) : session.txns.map(() => ({ replica: 0, delivered: [] }));
  places.forEach(({ replica, delivered }, i) => numbers.push(replica, session.txns[i].patches.length, delivered.length));
  const delivered = places.flatMap((place) => place.delivered);
  const text = Buffer.concat(inserted);
  const end = encoder.encode(plain(session.endContent));
  const replicas = places.reduce((most, { replica }) => Math.max(most, replica + 1), 1);
  const start = [kMagic, replicas, session.txns.length, edits, delivered.length, text.length, end.length];
  return Buffer.concat([Buffer.from(Uint32Array.from([...start, ...numbers, ...delivered]).buffer), text, end]);
}

// What the peers replay: edits as [position, deleted, inserted text] in three arrays, and transactions.
export function readTrace(file) {
  const bytes = fs.readFileSync(file);
  const [magic, replicas, transactionCount, editCount, deliveredCount, insertedBytes, endBytes] =
    new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 4 * kNumbersAtStart));
  if (magic !== kMagic) throw new Error(`${file} is no trace file`);
  const count = 3 * editCount + 3 * transactionCount + deliveredCount;
  const textStart = 4 * (kNumbersAtStart + count);
  const numbers = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + 4 * kNumbersAtStart, bytes.byteOffset + textStart));
  const text = bytes.subarray(textStart, textStart + insertedBytes);
  const trace = { replicas, positions: [], deleted: [], inserted: [], transactions: [],
    endText: bytes.toString('utf8', textStart + insertedBytes, textStart + insertedBytes + endBytes) };
  let at = 0;
  let textAt = 0;
  for (let i = 0; i < editCount; ++i, at += 3) {
    trace.positions.push(numbers[at]);
    trace.deleted.push(numbers[at + 1]);
    trace.inserted.push(text.toString('utf8', textAt, textAt += numbers[at + 2]));
  }
  let edit = 0;
  let deliveredAt = at + 3 * transactionCount;
  for (let i = 0; i < transactionCount; ++i, at += 3) {
    const delivered = Array.from(numbers.subarray(deliveredAt, deliveredAt += numbers[at + 2]));
    trace.transactions.push({ replica: numbers[at], first: edit, end: edit += numbers[at + 1], delivered });
  }
  return trace;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [session, out] = process.argv.length > 3 ? process.argv.slice(2) : [null, process.argv[2]];
  fs.writeFileSync(out, encodeTrace(session ? readSession(session) : generateSession()));
}
