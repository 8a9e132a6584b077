// Puts the site together: web/ + the compiled client + the fonts -> a folder the relay serves as it is.
//
//   node web/assemble.mjs --client build/wasm/client --out build/site
//
// Every file but the pages and the service worker gets the hash of its content into its name
// (style.css -> style.1a2b3c4d.css), and whoever refers to it is rewritten, so that those files may be cached for ever.
// A file refers to another by its path from the site's root, between quotes or in url(...): "style.css",
// './bridge.js', url(fonts/atkinson-hyperlegible-latin-400.woff2), "samsyn.wasm".
// The page and the service worker are told which version of the site they are of, and the worker which files it has.
// Beside each file lies a .br and a .gz of it. What is already there with the right content is left alone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import { notoSources } from './noto.mjs';

const kPageTypes = new Set(['.html', '.css', '.js', '.webmanifest', '.svg', '.png', '.ico', '.txt']);
const kTextTypes = new Set(['.html', '.css', '.js', '.webmanifest', '.svg', '.txt']);
const kCompressedAlready = new Set(['.png', '.ico', '.woff2']);
const kNotServed = new Set(['node_modules', 'screenshots']);
const kFonts = ['latin-400', 'latin-700', 'latin-ext-400', 'latin-ext-700'].map((cut) => `atkinson-hyperlegible-${cut}`);

const kWorker = 'service-worker.js';
const kLateFolders = ['fonts/noto/'];  // large, and seldom used: kept on a device when they were used there

function keepsItsName(name) {
  return name.endsWith('.html') || name === kWorker;
}

const hashOf = (content) => createHash('sha256').update(content).digest('hex');

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return kNotServed.has(entry.name) ? [] : filesUnder(path);
    return [path];
  });
}

// name on the site -> path of the source, or its content
export function collectSources(web, client) {
  const sources = new Map();
  for (const path of filesUnder(web)) {
    if (kPageTypes.has(extname(path))) sources.set(relative(web, path), path);
  }
  for (const name of ['samsyn.js', 'samsyn.wasm']) sources.set(name, join(client, name));
  const fonts = join(web, 'node_modules/@fontsource/atkinson-hyperlegible/files');
  for (const font of kFonts) sources.set(`fonts/${font}.woff2`, join(fonts, `${font}-normal.woff2`));
  for (const path of sources.values()) {
    if (!Buffer.isBuffer(path) && !existsSync(path)) throw new Error(`${path} is missing; ./samsyn setup and ./samsyn start make it`);
  }
  for (const [name, source] of notoSources(join(web, 'node_modules'))) sources.set(name, source);
  return sources;
}

// Name and content of every file of the site, references rewritten.
export function publish(sources) {
  const published = new Map();
  const underway = [];
  const names = [...sources.keys()].sort((a, b) => b.length - a.length);
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const reference = new RegExp(`(["'\`(](?:\\.?/)?)(${escaped.join('|')})(?=["'\`)?#])`, 'g');

  function visit(name) {
    if (published.has(name)) return published.get(name).name;
    if (underway.includes(name)) throw new Error(`files refer to each other in a circle: ${[...underway, name].join(' -> ')}`);
    underway.push(name);
    const source = sources.get(name);
    let content = Buffer.isBuffer(source) ? source : readFileSync(source);
    if (kTextTypes.has(extname(name))) {
      const rewritten = content.toString('utf8').replace(reference, (whole, before, found) =>
        found === name || keepsItsName(found) ? whole : before + visit(found));
      content = Buffer.from(rewritten, 'utf8');
    }
    underway.pop();
    const hash = hashOf(content).slice(0, 8);
    const type = extname(name);
    const publicName = keepsItsName(name) ? name : `${name.slice(0, -type.length)}.${hash}${type}`;
    published.set(name, { name: publicName, content });
    return publicName;
  }
  names.forEach(visit);
  return withVersion([...published.values()]);
}

// The version is a hash of everything, so that the same site is the same version wherever it was put together.
function withVersion(files) {
  const inOrder = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const version = hashOf(inOrder.map(({ name, content }) => `${name} ${hashOf(content)}\n`).join('')).slice(0, 16);
  const filled = (content, values) => Buffer.from(Object.entries(values).reduce(
    (text, [word, value]) => text.replaceAll(`"${word}"`, `"${value}"`).replaceAll(`'${word}'`, `'${value}'`), content.toString('utf8')));
  const pages = files.map(({ name, content }) =>
    ({ name, content: name.endsWith('.html') ? filled(content, { SITE_VERSION: version }) : content }));
  const listed = (late) => JSON.stringify(Object.fromEntries(pages
    .filter(({ name }) => name !== kWorker && kLateFolders.some((folder) => name.startsWith(folder)) === late)
    .map(({ name, content }) => [name, hashOf(content)])));
  const lists = { SITE_VERSION: version, SITE_FILES: listed(false), SITE_LATE_FILES: listed(true) };
  return pages.map(({ name, content }) => ({ name, content: name === kWorker ? filled(content, lists) : content }));
}

function writeWhole(path, content) {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

function compressed(content) {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
  return [['.br', brotliCompressSync(content, quality)], ['.gz', gzipSync(content, { level: 9 })]];
}

// A compressed file that is older than the file itself is of another version of it: the relay does not send it either.
function isWhole(path, content, suffixes) {
  if (!existsSync(path) || !readFileSync(path).equals(content)) return false;
  const written = statSync(path).mtimeMs;
  return suffixes.every((suffix) => existsSync(path + suffix) && statSync(path + suffix).mtimeMs >= written);
}

// Returns how many files were written anew. Pages and the service worker come last, so that what
// they refer to is there before them.
export function writeSite(files, out) {
  const kept = new Set();
  let written = 0;
  const place = (name) => (name === kWorker ? 2 : Number(name.endsWith('.html')));
  const inOrder = [...files].sort((a, b) => place(a.name) - place(b.name));
  for (const { name, content } of inOrder) {
    const path = join(out, name);
    const suffixes = kCompressedAlready.has(extname(name)) ? [] : ['.br', '.gz'];
    for (const suffix of ['', ...suffixes]) kept.add(path + suffix);
    if (isWhole(path, content, suffixes)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, content);
    if (suffixes.length > 0) compressed(content).forEach(([suffix, bytes]) => writeWhole(path + suffix, bytes));
    written += 1;
  }
  for (const path of filesUnder(out)) {
    if (!kept.has(path)) rmSync(path);
  }
  return written;
}

function main() {
  const { values } = parseArgs({ options: { client: { type: 'string' }, out: { type: 'string' } } });
  if (!values.client || !values.out) throw new Error('usage: assemble.mjs --client FOLDER --out FOLDER');
  const files = publish(collectSources(dirname(fileURLToPath(import.meta.url)), values.client));
  const written = writeSite(files, values.out);
  const kilobytes = files.reduce((sum, { name }) => {
    const small = join(values.out, `${name}.br`);
    return sum + statSync(existsSync(small) ? small : join(values.out, name)).size / 1000;
  }, 0);
  console.log(`${files.length} files, ${written} new, ${kilobytes.toFixed(0)} KB with brotli`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
