// The servers that are measured, each in a process of its own on the first core; the load generator has the second one.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

import { answers, freePort } from '../../support/ports.mjs';

const kBench = fileURLToPath(new URL('..', import.meta.url));
const kRelay = fileURLToPath(new URL('../../../build/native/server/samsyn-server', import.meta.url));
const kServerCore = 0;
const kGeneratorCore = cpus().length > 1 ? 1 : 0;
// Everything that would stop a load that is meant; what one update and one meeting may have stays as it is.
const kRoomForMany = ['--connections', '20000', '--connections-per-address', '20000', '--messages-per-second', '1000000',
  '--message-burst', '1000000'];

const running = new Set();

export const onCore = (core, command) => ['taskset', ['-c', String(core), ...command]];
export const generatorCore = kGeneratorCore;

// What the program has started, however it ends.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

const aMoment = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// taskset becomes the program, so that the process is the server's own.
async function start(command, environment, port) {
  let said = '';
  const child = spawn(...onCore(kServerCore, command), { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise((done) => { child.on('exit', () => { running.delete(child); done(); }); });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said = (said + text).slice(-4000); });
  for (let tries = 0; !await answers(port()); ++tries) {
    if (child.exitCode !== null || tries > 3000) throw new Error(`${command.join(' ').slice(0, 200)} does not answer:\n${said}`);
    await aMoment(20);
  }
  return {
    port: port(),
    pid: child.pid,
    async stop(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
  };
}

// Meetings are imported once; every relay then begins with a copy of that directory.
export async function startRelay({ data, from, imports = [], journal = ['--data', data] }) {
  rmSync(data, { recursive: true, force: true });
  if (from) cpSync(from, data, { recursive: true });
  else mkdirSync(data, { recursive: true });
  const portFile = `${data}/port`;
  rmSync(portFile, { force: true });
  const command = [kRelay, ...journal, '--port', '0', '--port-file', portFile, '--log', 'quiet', ...kRoomForMany,
    ...imports.flatMap((file) => ['--import', file])];
  return start(command, {}, () => (existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0));
}

export async function startYWebsocket() {
  const port = await freePort();
  const program = `${kBench}node_modules/@y/websocket-server/src/server.js`;
  return start([process.execPath, program], { HOST: '127.0.0.1', PORT: String(port), NODE_ENV: 'production' }, () => port);
}

export async function startHocuspocus() {
  const port = await freePort();
  return start([process.execPath, `${kBench}relay/hocuspocus.mjs`, String(port)], { NODE_ENV: 'production' }, () => port);
}
