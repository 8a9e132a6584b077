import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { collectSources, publish, writeSite } from '../../web/assemble.mjs';

let folder;

function sourcesFrom(contents) {
  return new Map(Object.entries(contents).map(([name, text]) => {
    const path = join(folder, 'web', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return [name, path];
  }));
}

function textOf(files, pattern) {
  const found = files.filter(({ name }) => pattern.test(name));
  assert.equal(found.length, 1, `${pattern} among ${files.map(({ name }) => name)}`);
  return found[0].content.toString();
}

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'samsyn-site-')); });
afterEach(() => { rmSync(folder, { recursive: true }); });

test('references follow the hashed names through every level', () => {
  const files = publish(sourcesFrom({
    'index.html': '<link href="style.css"><script src="./bridge.js"></script>',
    'style.css': 'src: url(fonts/a.ttf); src: url("fonts/a.ttf")',
    'bridge.js': 'load("samsyn.wasm")',
    'samsyn.wasm': 'wasm',
    'fonts/a.ttf': 'font',
  }));
  assert.match(textOf(files, /^index\.html$/), /^<link href="style\.[0-9a-f]{8}\.css"><script src="\.\/bridge\.[0-9a-f]{8}\.js">/);
  const font = files.find(({ name }) => name.startsWith('fonts/')).name;
  assert.equal(textOf(files, /^style\.[0-9a-f]{8}\.css$/), `src: url(${font}); src: url("${font}")`);
  const wasm = files.find(({ name }) => name.endsWith('.wasm')).name;
  assert.equal(textOf(files, /^bridge/), `load("${wasm}")`);
});

test('a change deep down changes the name of everything that leads to it', () => {
  const contents = { 'index.html': '"bridge.js"', 'bridge.js': '"samsyn.wasm"', 'samsyn.wasm': 'one', 'other.js': '1' };
  const names = (files) => files.map(({ name }) => name).sort();
  const before = names(publish(sourcesFrom(contents)));
  const after = names(publish(sourcesFrom({ ...contents, 'samsyn.wasm': 'two' })));
  assert.deepEqual(before.filter((name) => after.includes(name)).map((name) => name.split('.')[0]), ['index', 'other']);
});

test('words that only look like a file name are left alone', () => {
  const files = publish(sourcesFrom({ 'a.js': 'say("see a.js or b.js, or b.jsx: b.js"); "xb.js"', 'b.js': '' }));
  assert.equal(textOf(files, /^a\./), 'say("see a.js or b.js, or b.jsx: b.js"); "xb.js"');
});

test('pages and the service worker keep their names, and may be referred to from what they load', () => {
  const files = publish(sourcesFrom({ 'service-worker.js': '"bridge.js"', 'bridge.js': 'register("service-worker.js")' }));
  assert.match(textOf(files, /^service-worker\.js$/), /^"bridge\.[0-9a-f]{8}\.js"$/);
  assert.equal(textOf(files, /^bridge/), 'register("service-worker.js")');
});

test('files that refer to each other in a circle are refused', () => {
  assert.throws(() => publish(sourcesFrom({ 'a.js': '"b.js"', 'b.js': '"a.js"' })), /circle: .*a\.js.*b\.js|circle: .*b\.js.*a\.js/);
});

test('a source that is not there is named', () => {
  mkdirSync(join(folder, 'web'));
  assert.throws(() => collectSources(join(folder, 'web'), join(folder, 'client')), /samsyn\.js is missing/);
});

test('the compressed files hold the same bytes, a second run writes nothing, stale files go', () => {
  const out = join(folder, 'out');
  const contents = { 'index.html': '"a.js"', 'a.js': 'å'.repeat(5000) };
  const files = publish(sourcesFrom(contents));
  assert.equal(writeSite(files, out), 2);
  for (const { name, content } of files) {
    assert.deepEqual(readFileSync(join(out, name)), content);
    assert.deepEqual(brotliDecompressSync(readFileSync(join(out, `${name}.br`))), content);
    assert.deepEqual(gunzipSync(readFileSync(join(out, `${name}.gz`))), content);
  }
  assert.equal(writeSite(files, out), 0);
  const first = readdirSync(out);
  assert.equal(writeSite(publish(sourcesFrom({ ...contents, 'a.js': 'new' })), out), 2);
  const gone = first.filter((name) => name.startsWith('a.')).filter((name) => readdirSync(out).includes(name));
  assert.deepEqual(gone, []);
});

test('what an interrupted run left half done is done again', () => {
  const out = join(folder, 'out');
  const files = publish(sourcesFrom({ 'index.html': 'new page' }));
  writeSite(files, out);
  utimesSync(join(out, 'index.html.br'), 1, 1);
  assert.equal(writeSite(files, out), 1);
  assert.ok(statSync(join(out, 'index.html.br')).mtimeMs >= statSync(join(out, 'index.html')).mtimeMs);
  rmSync(join(out, 'index.html.gz'));
  assert.equal(writeSite(files, out), 1);
});
