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
const kTwice = '2';  // the first time is for the compilers, as in peer_process.mjs
const peers = {  // see peer_process.mjs
  yjs: { formats: ['v1', 'v2'], otherWays: ['applyDelta'] },
  'loro-crdt': { formats: ['snapshot'], otherWays: [] },
  'json-joy': { formats: ['binary'], otherWays: [] },
  'diamond-types-node': { formats: ['bytes'], otherWays: [] },
};
export const peerNames = Object.keys(peers);

const versionOf = (peer) =>
  JSON.parse(fs.readFileSync(path.join(here, '../node_modules', peer, 'package.json'), 'utf8')).version;

// Numbers have one shape for everybody:
//   { name, local, messages, remote, wireBytes, save, savedBytes, load, memory } in ms, bytes and kB, each one
//   { value, runs } or undefined; frameBytes besides for ours.
const cell = (result, key = 'milliseconds') =>
  (result?.[key] === undefined ? undefined : { value: result[key], runs: result.runs });

function measureFloor(file, options) {
  return { name: 'gap buffer, no merging (native)', local: cell(repeat([...bench.native, 'floor', file, kTwice], options)) };
}

function measureOurs(kind, file, options) {
  const run = (measurement) => repeat([...bench[kind], measurement, file, kTwice], options);
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

const peerCommand = (peer, measurement, file, ...variant) =>
  [process.execPath, path.join(here, 'peer_process.mjs'), peer, measurement, file, ...variant];

function measurePeer(peer, file, options) {
  const run = (...parameters) => repeat(peerCommand(peer, parameters[0], file, ...parameters.slice(1)), options);
  const { formats, otherWays } = peers[peer];
  const remote = run('remote');
  const [first, ...others] = formats.map((format) => {
    const load = run('load', format);
    return { save: cell(load, 'save'), savedBytes: cell(load, 'bytes'), load: cell(load) };
  });
  return [
    {
      ...first,
      name: `${peer} ${versionOf(peer)}`,
      local: cell(run('local')),
      messages: cell(remote, 'messages'),
      remote: cell(remote),
      wireBytes: cell(remote, 'wire_bytes'),
    },
    ...others.map((other, i) => ({ ...other, name: `  ${peer} saved as ${formats[i + 1]}` })),
    ...otherWays.map((way) => ({ name: `  ${peer} edited with ${way}`, local: cell(run('local', way)) })),
  ];
}

function measureMerging(kindOrPeer, file, options) {
  const ours = kindOrPeer in bench;
  const command = ours ? [...bench[kindOrPeer], 'concurrent', file, kTwice] : peerCommand(kindOrPeer, 'concurrent', file);
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
