// Who is measured, and how: each gives rows of numbers for a trace file.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { repeat } from './repeat.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const bench = {
  native: [path.join(root, 'build/native/tests/bench/samsyn-text-bench')],
  wasm: [process.execPath, path.join(root, 'build/wasm/tests/bench/samsyn-text-bench.js')],
};

export const ourNames = Object.keys(bench);
export const peerNames = ['yjs', 'loro-crdt', 'json-joy', 'diamond-types-node'];

const versionOf = (peer) =>
  JSON.parse(fs.readFileSync(path.join(here, '../node_modules', peer, 'package.json'), 'utf8')).version;

// Numbers have one shape for everybody:
//   { name, local, messages, remote, wireBytes, save, savedBytes, load, memory } in ms, bytes and kB, each one
//   { value, runs } or undefined; frameBytes besides for ours.
const cell = (result, key = 'milliseconds') => (result ? { value: result[key], runs: result.runs } : undefined);

function measureFloor(file, options) {
  return { name: 'gap buffer, no merging (native)', local: cell(repeat([...bench.native, 'floor', file], options)) };
}

function measureOurs(kind, file, options) {
  const run = (measurement) => repeat([...bench[kind], measurement, file], options);
  const messages = run('messages');
  const save = run('save');
  const memory = run('memory');
  return [
    { name: `Samsyn, text alone (${kind})`, local: cell(run('local')), memory: cell(memory, 'text_kb') },
    {
      name: `Samsyn, document (${kind})`,
      local: cell(run('document')),
      messages: cell(messages),
      remote: cell(run('remote')),
      wireBytes: cell(messages, 'wire_bytes'),
      frameBytes: cell(messages, 'frame_bytes'),
      save: cell(save),
      savedBytes: cell(save, 'bytes'),
      load: cell(run('load')),
      memory: cell(memory, 'document_kb'),
    },
  ];
}

const peerCommand = (peer, measurement, file) =>
  [process.execPath, path.join(here, 'peer_process.mjs'), peer, measurement, file];

function measurePeer(peer, file, options) {
  const run = (measurement) => repeat(peerCommand(peer, measurement, file), options);
  const { runs, ...formats } = run('load');
  const remote = run('remote');
  const [first, ...others] = Object.entries(formats).map(([format, numbers]) => ({
    format,
    save: { value: numbers.save, runs },
    savedBytes: { value: numbers.bytes, runs },
    load: { value: numbers.milliseconds, runs },
  }));
  return [
    {
      ...first,
      name: `${peer} ${versionOf(peer)}${others.length > 0 ? `, saved as ${first.format}` : ''}`,
      local: cell(run('local')),
      messages: cell(remote, 'messages'),
      remote: cell(remote),
      wireBytes: cell(remote, 'wire_bytes'),
    },
    ...others.map((other) => ({ ...other, name: `    saved as ${other.format}` })),
  ];
}

function measureMerging(kindOrPeer, file, options) {
  const ours = kindOrPeer in bench;
  const command = ours ? [...bench[kindOrPeer], 'concurrent', file] : peerCommand(kindOrPeer, 'concurrent', file);
  const result = repeat(command, options);
  return {
    name: ours ? `Samsyn, document (${kindOrPeer})` : `${kindOrPeer} ${versionOf(kindOrPeer)}`,
    merge: cell(result, 'microseconds'),
    wireBytes: cell(result, 'wire_bytes'),
    frameBytes: cell(result, 'frame_bytes'),
  };
}

// `subject` is native or wasm, which are ours, or a peer's package.
export function measure(subject, { file, concurrent }, options) {
  if (concurrent) return [measureMerging(subject, file, options)];
  if (!(subject in bench)) return measurePeer(subject, file, options);
  const ours = measureOurs(subject, file, options);
  return subject === 'native' ? [measureFloor(file, options), ...ours] : ours;
}
