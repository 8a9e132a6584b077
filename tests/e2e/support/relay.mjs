// A real relay with the demo meeting in it, started for one test file on a free port with a data folder of its own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { answers } from '../../support/ports.mjs';
import { eventually } from './eventually.mjs';

const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
const kNative = process.env.SAMSYN_NATIVE ?? join(kRoot, 'build/native');
export const kSite = process.env.SAMSYN_SITE ?? join(kRoot, 'build/site');
const kServer = join(kNative, 'server/samsyn-server');
const kDemo = join(kNative, 'client/demo/samsyn-demo');
const kRoleObserver = 9;  // shared/wire/roles.h

export class Relay {
  #folder;
  #process = null;

  constructor(folder, links, meeting, options = []) {
    this.#folder = folder;
    this.options = options;  // of its command line, besides
    this.journal = ['--data', join(folder, 'data')];
    this.links = links;      // first name -> fragment with '#'
    this.meeting = meeting;
    this.port = 0;
    this.site = kSite;  // what it serves when it is started the next time
  }

  get address() { return `http://127.0.0.1:${this.port}`; }
  get runs() { return this.#process !== null; }
  get log() { return readFileSync(join(this.#folder, 'log'), 'utf8'); }

  linkOf(who) {
    if (!this.links[who]) throw new Error(`nobody called ${who} is in the demo meeting`);
    return `${this.address}/${this.links[who]}`;
  }

  async start() {
    const portFile = join(this.#folder, 'port');
    rmSync(portFile, { force: true });
    const log = openSync(join(this.#folder, 'log'), 'a');
    this.#process = spawn(kServer, [...this.journal, '--port', String(this.port), '--port-file', portFile,
      '--web', this.site, ...this.options, ...(this.meeting ? ['--import', join(this.#folder, 'demo.bundle')] : [])], { stdio: ['ignore', log, log] });
    closeSync(log);
    await eventually(() => {
      if (this.#process.exitCode !== null) throw new Error(`the relay stopped at once:\n${this.log}`);
      const text = existsSync(portFile) ? readFileSync(portFile, 'utf8').trim() : '';
      if (text !== '') this.port = Number(text);
      return text !== '';
    }, 'the relay tells its port');
    await eventually(() => answers(this.port), 'the relay answers');
  }

  // kill -9: no warning, no clean end.
  async kill() { await this.#end('SIGKILL'); }

  async stop() {
    await this.#end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #end(signal) {
    const running = this.#process;
    this.#process = null;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }
}

// A bundle (shared/wire/bundle.h) in which this participant only observes.
function withObserver(bytes, id) {
  let at = 'samsyn bundle\n'.length;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = bytes[at++];
      value += (byte & 0x7F) * factor;
      if (byte < 0x80) return value;
    }
  };
  const text = () => {
    const size = varint();
    at += size;
    return bytes.toString('utf8', at - size, at);
  };
  varint();  // version
  text();    // meeting
  for (let left = varint(); left > 0; left -= 1) {
    const found = text() === id;
    if (found) bytes[at] = kRoleObserver;
    at += 3;   // role, flags, the only item
    varint();  // when the link ends
  }
  return bytes;
}

// `observer`: the id of a participant who may only read in this meeting ("p3" is Samira). `empty`: without a meeting.
// `options`: of the relay's command line, besides. `journal`: in place of a data folder.
export async function startRelay({ observer = null, empty = false, options = [], journal = null } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-e2e-'));
  if (empty) {
    const bare = new Relay(folder, {}, null, options);
    await bare.start();
    return bare;
  }
  const bundle = join(folder, 'demo.bundle');
  const linksFile = join(folder, 'links.tsv');
  await promisify(execFile)(kDemo, ['--bundle', bundle, '--links', linksFile]);
  if (observer) writeFileSync(bundle, withObserver(readFileSync(bundle), observer));
  const links = {};
  for (const line of readFileSync(linksFile, 'utf8').trim().split('\n')) {
    const [, name, fragment] = line.split('\t');
    links[name.split(' ')[0]] = fragment;
  }
  const meeting = links.Karin.slice(1).split('.')[0];
  const relay = new Relay(folder, links, meeting, options);
  if (journal) relay.journal = ['--journal', journal];
  await relay.start();
  return relay;
}

// On the same journal, for those who have links to the meeting already.
export async function startRelayBeside(other) {
  const relay = new Relay(mkdtempSync(join(tmpdir(), 'samsyn-e2e-')), other.links, null, other.options);
  relay.journal = other.journal;
  await relay.start();
  return relay;
}
