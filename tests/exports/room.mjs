// A real relay with the demo meeting in it, and samsyn-cli, which keeps what the other files here look at. Nothing of the
// page is needed.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kNative = process.env.SAMSYN_NATIVE ?? join(kRoot, 'build/native');
const kServer = join(kNative, 'server/samsyn-server');
const kDemo = join(kNative, 'client/demo/samsyn-demo');
const kCli = join(kNative, 'client/cli/samsyn-cli');

// What samsyn-cli says; `status` is what it ended with.
export function cli(options, input = '') {
  try {
    return { status: 0, out: execFileSync(kCli, options, { input, maxBuffer: 64 << 20, stdio: ['pipe', 'pipe', 'pipe'] }), error: '' };
  } catch (failure) {
    return { status: failure.status, out: failure.stdout, error: String(failure.stderr) };
  }
}

export async function openRoom() {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-exports-'));
  const bundle = join(folder, 'demo.bundle');
  execFileSync(kDemo, ['--bundle', bundle, '--links', join(folder, 'links.tsv')]);
  const links = {};
  for (const line of readFileSync(join(folder, 'links.tsv'), 'utf8').trim().split('\n')) {
    const [, name, fragment] = line.split('\t');
    links[name.split(' ')[0]] = fragment;
  }
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '<!doctype html><title>-</title>');
  const portFile = join(folder, 'port');
  const relay = spawn(kServer, ['--data', join(folder, 'data'), '--port', '0', '--port-file', portFile, '--web', join(folder, 'site'),
    '--import', bundle], { stdio: 'ignore' });
  while (!existsSync(portFile) || readFileSync(portFile, 'utf8').trim() === '') {
    if (relay.exitCode !== null) throw new Error('the relay stopped at once');
    await new Promise((done) => { setTimeout(done, 20); });
  }
  const server = `http://127.0.0.1:${readFileSync(portFile, 'utf8').trim()}`;
  return {
    folder,
    bundle,
    links,
    server,
    linkOf: (who) => `${server}/${links[who]}`,
    // The demo meeting as this person keeps it.
    keep(form, { who = 'Karin', language = 'sv' } = {}) {
      const kept = cli(['export', form, '--language', language], this.linkOf(who));
      if (kept.status !== 0) throw new Error(`${form}: ${kept.error}`);
      return kept.out;
    },
    async close() {
      if (relay.exitCode === null) {
        const ended = once(relay, 'exit');
        relay.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Each word stands after the one before it.
export function assertOrder(assert, text, words) {
  let at = 0;
  const flat = text.replace(/\s+/g, ' ');
  for (const word of words) {
    const found = flat.indexOf(word, at);
    assert.ok(found >= 0, `“${word}” comes after what came before it, in:\n${flat.slice(at, at + 600)}`);
    at = found + word.length;
  }
}

export const kPlanOrder = ['SIP för Noor', 'Mina egna ord', 'Jag är inte lat. Jag är trött.', 'Varför SIP?', 'Mitt mål', 'Vem gör vad',
  'Sjövalla kommun', 'Region Mellansjö', 'Olösta frågor', 'Avvikande mening', 'Uppföljning', 'Vilka som är med', 'Noor', 'Det här skrev vi'];
