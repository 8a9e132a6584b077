import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { collectSources, publish, writeSite } from '../../web/assemble.mjs';
import { notoSources, rangeWithin } from '../../web/noto.mjs';

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

const kWorkerText = "const kVersion = 'SITE_VERSION'; const kFiles = JSON.parse('SITE_FILES'); const kLate = JSON.parse('SITE_LATE_FILES');";
const kSmallSite = {
  'index.html': '<meta name="samsyn-version" content="SITE_VERSION"><script src="a.js">',
  'service-worker.js': kWorkerText,
  'a.js': 'one',
  'fonts/noto/arabic.woff2': 'seldom',
  'fonts/latin.woff2': 'often',
};

// What a worker that was given those files knows.
function knownTo(files) {
  const text = textOf(files, /^service-worker\.js$/);
  return new Function(`${text}; return { version: kVersion, files: kFiles, late: kLate };`)();
}

test('the worker is told the version, every file of the site with its hash, and which of them may wait', () => {
  const files = publish(sourcesFrom(kSmallSite));
  const known = knownTo(files);
  assert.match(known.version, /^[0-9a-f]{16}$/);
  assert.equal(textOf(files, /^index\.html$/).match(/content="(.*?)"/)[1], known.version);
  const expected = (names) => Object.fromEntries(files.filter(({ name }) => names.test(name))
    .map(({ name, content }) => [name, createHash('sha256').update(content).digest('hex')]));
  assert.deepEqual(known.files, expected(/^(index\.html|a\.|fonts\/latin)/));
  assert.deepEqual(known.late, expected(/^fonts\/noto/));
});

test('the version changes with any file, the page and the worker included, and with nothing else', () => {
  const versionOf = (contents) => knownTo(publish(sourcesFrom(contents))).version;
  const before = versionOf(kSmallSite);
  assert.equal(versionOf(kSmallSite), before);
  for (const [name, content] of Object.entries(kSmallSite)) {
    assert.notEqual(versionOf({ ...kSmallSite, [name]: `${content} ` }), before, name);
  }
});

test('the worker is written after everything it is to fetch', () => {
  const out = join(folder, 'out');
  const files = publish(sourcesFrom(kSmallSite));
  writeSite(files, out);
  const written = files.map(({ name }) => [name, statSync(join(out, name)).mtimeMs]);
  const worker = written.find(([name]) => name === 'service-worker.js')[1];
  for (const [name, at] of written) assert.ok(at <= worker, name);
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

test('what is made here is published like a file, and hashed by what it refers to', () => {
  const sources = sourcesFrom({ 'index.html': '"fonts.css"', 'fonts/a.woff2': 'a' });
  sources.set('fonts.css', Buffer.from('src:url(fonts/a.woff2)'));
  const files = publish(sources);
  assert.match(textOf(files, /^fonts\.[0-9a-f]{8}\.css$/), /^src:url\(fonts\/a\.[0-9a-f]{8}\.woff2\)$/);
  assert.match(textOf(files, /^index\.html$/), /^"fonts\.[0-9a-f]{8}\.css"$/);
});

test('only a script\'s own letters lead to its file', () => {
  const blocks = [[0x400, 0x52F], [0x1C80, 0x1C8F]];
  assert.equal(rangeWithin('U+0301,U+0400-045F,U+2116', blocks), 'U+400-45F');
  assert.equal(rangeWithin('u+3ff-401, U+1c8f-2000', blocks), 'U+400-401,U+1C8F');
  assert.equal(rangeWithin('U+1f300', blocks), '');
});

const kWeb = new URL('../../web/', import.meta.url).pathname;

test('the letters of Noto Sans: every rule has its file, no two lead to the same letter, none to Latin or an emoji', () => {
  const sources = notoSources(join(kWeb, 'node_modules'));
  const used = new Set();
  const taken = new Map();
  for (const list of ['fonts.css', 'fonts-cjk.css']) {
    const css = sources.get(list).toString();
    for (const [, family, weight, file, ranges] of css.matchAll(/@font-face\{font-family:"([^"]+)";font-weight:(\d+);[^}]*url\(([^)]+)\)[^}]*unicode-range:([^}]+)\}/g)) {
      assert.ok(statSync(sources.get(file)).size > 500, file);
      used.add(file);
      for (const range of ranges.split(',')) {
        const [first, last = first] = range.slice(2).split('-').map((code) => parseInt(code, 16));
        for (let letter = first; letter <= last; letter += 1) {
          assert.ok(letter >= 0x370 && !(letter >= 0x2000 && letter < 0x2D80) && !(letter >= 0x1F000 && letter < 0x20000), range);
          const before = taken.get(`${letter} ${weight}`);
          assert.ok(!before || before === family, `${range} in ${family} and ${before}`);
          taken.set(`${letter} ${weight}`, family);
        }
      }
    }
  }
  const files = [...sources.keys()].filter((name) => name.endsWith('.woff2'));
  assert.deepEqual(files.filter((name) => !used.has(name)), []);
  for (const letter of 'яΩẵשشአ中한'.slice(0, -1)) assert.ok(taken.has(`${letter.codePointAt(0)} 400`), letter);
  // What every visit loads.
  assert.ok(sources.get('fonts.css').length < 4000);
});

test('fields and the canvas name the same fonts in the same order', () => {
  const css = notoSources(join(kWeb, 'node_modules')).get('fonts.css').toString();
  const named = (text) => [...text.matchAll(/"([A-Z][\w ]+)"/g)].map(([, family]) => family);
  const drawn = readFileSync(join(kWeb, 'glyphs.js'), 'utf8').match(/const kFamily = ([^;]+);/)[1];
  assert.deepEqual(named(css.slice(css.indexOf('html,body,'))), named(drawn));
});
