// The relay under load, beside y-websocket and Hocuspocus under the same load in their own protocol. README.md in relay/
// tells what each load is.
//   ./samsyn bench relay [--repeats N] [--only samsyn,y-websocket,hocuspocus] [--loads open,closed,idle,join,nats]
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { NatsServers } from '../support/nats_servers.mjs';
import { generatorCore, onCore, startHocuspocus, startRelay, startYWebsocket } from './relay/servers.mjs';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kGenerator = `${kRoot}build/native/tests/bench/samsyn-relay-bench`;
const kMaterialProgram = fileURLToPath(new URL('relay/yjs_material.mjs', import.meta.url));
const kMembers = 6;
const kOpenRooms = [10, 50, 150];
const kClosedRooms = 50;
const kIdleConnections = [1000, 10000];
const kOpenMilliseconds = { 10: 3000, 50: 3000, 150: 4000 };
const kClosedMilliseconds = 3000;
// Prepared for each client in the closed loop: more than the fastest server takes, with some to spare.
const kClosedEdits = { samsyn: 4800, 'y-websocket': 1400, hocuspocus: 1400 };
const kWords = 5;  // letters
const kJoins = 50;
const kNatsRooms = 50;
const kNatsNodes = [1, 3];

const { values: options } = parseArgs({
  options: {
    repeats: { type: 'string', default: '3' },
    only: { type: 'string', default: 'samsyn,y-websocket,hocuspocus' },
    loads: { type: 'string', default: 'open,closed,idle,join,nats' },
  },
});
const kRepeats = Number(options.repeats);
const kLoads = options.loads.split(',');
const kServers = options.only.split(',');

const work = `${kRoot}build/bench/relay`;
const run = async (program, args) => (await promisify(execFile)(program, args, { maxBuffer: 1 << 26 })).stdout;
const median = (values) => [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];

// Rooms follow each other: every load has its own, so that none finds what another one wrote.
const rooms = {};
let nextRoom = 0;
for (const count of kOpenRooms) {
  rooms[`open ${count}`] = nextRoom;
  nextRoom += count;
}
rooms.closed = nextRoom;
rooms.words = nextRoom + kClosedRooms;
rooms.letters = rooms.words + 1;
const kLoadedRooms = rooms.words;
rooms.nats = rooms.letters + 1;
rooms.idle = rooms.nats + kNatsRooms;
const kIdleRooms = Math.ceil(Math.max(...kIdleConnections) / kMembers) + 1;

const bundlesIn = (directory) => readdirSync(directory).filter((name) => name.endsWith('.bundle')).map((name) => `${directory}/${name}`);

async function imported(name, makeBundles) {
  const bundles = `${work}/${name}-bundles`;
  mkdirSync(bundles, { recursive: true });
  await makeBundles(bundles);
  const relay = await startRelay({ data: `${work}/${name}`, imports: bundlesIn(bundles) });
  await relay.stop('SIGTERM');
  rmSync(bundles, { recursive: true });
  return `${work}/${name}`;
}

const generate = (kind, directory, ...more) => run(kGenerator, [kind, '--directory', directory, ...more.map(String)]);
const makeMaterial = (...args) => run(process.execPath, [kMaterialProgram, ...args.map(String)]);

async function prepare() {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const made = { yjs: {} };
  if (kServers.includes('samsyn') || kLoads.includes('join')) {
    made.rooms = await imported('rooms', async (directory) => {
      await generate('meetings', directory, '--first-room', 0, '--rooms', kLoadedRooms);
      await generate('text', directory, '--first-room', rooms.letters, '--letters', 1);
      if (kServers.some((one) => one !== 'samsyn')) await makeMaterial('text', made.yjs.letters = `${work}/letters.yjs`, rooms.letters, `${directory}/text.tsv`);
      await generate('text', directory, '--first-room', rooms.words, '--letters', kWords);
      if (kServers.some((one) => one !== 'samsyn')) await makeMaterial('text', made.yjs.words = `${work}/words.yjs`, rooms.words, `${directory}/text.tsv`);
    });
  }
  if (kServers.includes('samsyn') && kLoads.includes('idle')) {
    made.idle = await imported('idle', (directory) => generate('meetings', directory, '--first-room', rooms.idle, '--rooms', kIdleRooms));
  }
  if (kServers.includes('samsyn') && kLoads.includes('nats')) {
    made.nats = `${work}/nats-bundles`;
    mkdirSync(made.nats);
    await generate('meetings', made.nats, '--first-room', rooms.nats, '--rooms', kNatsRooms);
  }
  if (kServers.some((one) => one !== 'samsyn')) {
    for (const count of kOpenRooms) {
      made.yjs[`open ${count}`] = `${work}/open-${count}.yjs`;
      await makeMaterial('typing', made.yjs[`open ${count}`], rooms[`open ${count}`], count, 30);
    }
    made.yjs.closed = `${work}/closed.yjs`;
    await makeMaterial('typing', made.yjs.closed, rooms.closed, kClosedRooms, Math.max(...Object.entries(kClosedEdits).filter(([name]) => name !== 'samsyn').map(([, edits]) => edits)));
  }
  return made;
}

const starts = {
  samsyn: (made, load) => startRelay({ data: `${work}/running`, from: load === 'idle' ? made.idle : made.rooms }),
  'y-websocket': () => startYWebsocket(),
  hocuspocus: () => startHocuspocus(),
};

async function measure(server, protocol, load, ...args) {
  const command = [kGenerator, load, '--protocol', protocol, '--port', server.port, '--pid', server.pid, ...args].map(String);
  const lines = (await run(...onCore(generatorCore, command))).trim().split('\n');
  return Object.fromEntries(lines.map((line) => line.split(' ')).map(([name, value]) => [name, Number(value)]));
}

const results = {};
function keep(protocol, load, numbers) {
  const kept = ((results[protocol] ??= {})[load] ??= {});
  for (const [name, value] of Object.entries(numbers)) (kept[name] ??= []).push(value);
}

async function runLoads(made, protocol) {
  const material = (name) => (protocol === 'samsyn' ? [] : ['--material', made.yjs[name]]);
  if (kLoads.some((load) => load !== 'idle' && load !== 'nats')) {
    const server = await starts[protocol](made);
    for (const load of kLoads.includes('join') ? ['words', 'letters'] : []) {
      keep(protocol, load, await measure(server, protocol, 'join', '--first-room', rooms[load], '--joins', kJoins, ...material(load)));
    }
    for (const count of kLoads.includes('open') ? kOpenRooms : []) {
      const load = `open ${count}`;
      keep(protocol, load, await measure(server, protocol, 'open', '--first-room', rooms[load], '--rooms', count, '--milliseconds', kOpenMilliseconds[count], ...material(load)));
    }
    if (kLoads.includes('closed')) {
      keep(protocol, 'closed', await measure(server, protocol, 'closed', '--first-room', rooms.closed, '--rooms', kClosedRooms, '--milliseconds', kClosedMilliseconds,
        '--edits', kClosedEdits[protocol], ...material('closed')));
    }
    await server.stop();
  }
}

async function runIdle(made, protocol) {
  for (const connections of kIdleConnections) {
    const server = await starts[protocol](made, 'idle');
    keep(protocol, `idle ${connections}`, await measure(server, protocol, 'idle', '--first-room', rooms.idle, '--connections', connections));
    await server.stop();
  }
}

// The same load as in the open loop, on NATS JetStream in place of SQLite.
async function runNats(made) {
  for (const count of kNatsNodes) {
    // They stand for other machines, so they are where the system puts them.
    const nats = await NatsServers.start(`${work}/nats`, count);
    const relay = await startRelay({ data: `${work}/running`, imports: bundlesIn(made.nats), journal: ['--journal', nats.url] });
    keep('samsyn', `nats ${count}`, await measure(relay, 'samsyn', 'open', '--first-room', rooms.nats, '--rooms', kNatsRooms,
      '--milliseconds', kOpenMilliseconds[kNatsRooms]));
    await relay.stop();
    await nats.stop();
    rmSync(`${work}/nats`, { recursive: true });
  }
}

const of = (protocol, load, name) => median(results[protocol]?.[load]?.[name] ?? [NaN]);
const shown = (value, digits) => (Number.isNaN(value) ? '-' : value.toFixed(digits));

function table(title, columns, cell) {
  console.log(`\n${title.padEnd(26)}${columns.map((name) => name.padStart(22)).join('')}`);
  for (const protocol of kServers) console.log(`${protocol.padEnd(26)}${columns.map((name) => cell(protocol, name).padStart(22)).join('')}`);
}

function report() {
  table('p50 / p95 / p99 ms', kOpenRooms.map((count) => `${count} rooms`), (protocol, name) => {
    const load = `open ${parseInt(name, 10)}`;
    return ['p50_ms', 'p95_ms', 'p99_ms'].map((what) => shown(of(protocol, load, what), 1)).join(' / ');
  });
  table('CPU µs per delivery', [...kOpenRooms.map((count) => `${count} rooms`), 'closed loop'], (protocol, name) =>
    shown(of(protocol, name === 'closed loop' ? 'closed' : `open ${parseInt(name, 10)}`, 'cpu_us_per_delivery'), 2));
  table('closed loop', ['deliveries/s', 'share of the core'], (protocol, name) =>
    (name === 'deliveries/s' ? shown(of(protocol, 'closed', 'deliveries_per_s'), 0) : shown(of(protocol, 'closed', 'cpu_share'), 2)));
  table('idle', kIdleConnections.map((count) => `KB of ${count}`), (protocol, name) => shown(of(protocol, `idle ${name.split(' ').pop()}`, 'kb_per_connection'), 1));
  table('join, ms (CPU ms)', ['words', 'letters'], (protocol, name) => `${shown(of(protocol, name, 'p50_ms'), 2)} (${shown(of(protocol, name, 'cpu_ms_per_join'), 2)})`);

  if (kLoads.includes('nats')) {
    console.log(`\non NATS JetStream, ${kNatsRooms} rooms`.padEnd(27) + 'p50 / p95 / p99 ms'.padStart(22));
    for (const count of kNatsNodes) {
      console.log(`${count === 1 ? 'one node' : `${count} nodes`}`.padEnd(26) +
        ['p50_ms', 'p95_ms', 'p99_ms'].map((what) => shown(of('samsyn', `nats ${count}`, what), 1)).join(' / ').padStart(22));
    }
  }

  const versus = (load, name, peer) => of('samsyn', load, name) / of(peer, load, name);
  const closed = (name) => of('samsyn', 'closed', name);
  console.log(`\nRESULT p99_ms_150=${shown(of('samsyn', 'open 150', 'p99_ms'), 2)} p99_vs_yws=${shown(versus('open 150', 'p99_ms', 'y-websocket'), 2)} ` +
    `deliveries_per_s=${shown(closed('deliveries_per_s'), 0)} deliveries_vs_yws=${shown(versus('closed', 'deliveries_per_s', 'y-websocket'), 1)} ` +
    `deliveries_vs_hocuspocus=${shown(versus('closed', 'deliveries_per_s', 'hocuspocus'), 1)} cpu_us_per_delivery=${shown(closed('cpu_us_per_delivery'), 2)} ` +
    `idle_kb=${shown(of('samsyn', 'idle 10000', 'kb_per_connection'), 1)} join_p50_ms=${shown(of('samsyn', 'words', 'p50_ms'), 2)} ` +
    `join_vs_hocuspocus=${shown(versus('words', 'p50_ms', 'hocuspocus'), 2)} ` +
    `jetstream_p99_50_vs_sqlite=${shown(of('samsyn', `nats ${Math.max(...kNatsNodes)}`, 'p99_ms') / of('samsyn', `open ${kNatsRooms}`, 'p99_ms'), 2)}`);
}

try {
  const began = performance.now();
  const made = await prepare();
  console.log(`prepared in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  for (let repeat = 0; repeat < kRepeats; ++repeat) {
    for (const protocol of kServers) await runLoads(made, protocol);
    if (made.nats) await runNats(made);
    console.log(`repeat ${repeat + 1} of ${kRepeats} after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  if (kLoads.includes('idle')) for (const protocol of kServers) await runIdle(made, protocol);
  report();
  console.log(`(${((performance.now() - began) / 1000).toFixed(0)} s)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
