// Keeps a whole version of the site on the device, so that it opens without a connection and is never of two versions.
//
// web/assemble.mjs writes in which version this is and its files with their hashes. Installing takes all of them or
// none. A new version waits until no page of the old one is open, or somebody presses the button (offline.js); a page
// that was loaded by an older version still gets the files of that one, as they carry the hashes of their contents.
'use strict';

const kVersion = 'SITE_VERSION';
const kFiles = JSON.parse('SITE_FILES');     // name -> SHA-256 in hexadecimal
const kLate = JSON.parse('SITE_LATE_FILES');  // the same, of what is kept when it was first used
const kPrefix = 'samsyn-site-';
const kCache = kPrefix + kVersion;
const kLateCache = `${kPrefix}late`;
const kPatience = 2000;  // milliseconds a page has to tell its version

async function hashOf(response) {
  const hash = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

// A file as this version has it. What the browser or the relay has under that name may be of another version.
async function fetchRight(name, hash) {
  for (const cache of [name.endsWith('.html') ? 'no-cache' : 'default', 'reload']) {
    const response = await fetch(name, { cache });
    if (response.ok && await hashOf(response.clone()) === hash) return response;
  }
  throw new Error(`${name} is not the one of this version`);
}

async function install() {
  try {
    const cache = await caches.open(kCache);
    await Promise.all(Object.entries(kFiles).map(async ([name, hash]) => cache.put(name, await fetchRight(name, hash))));
  } catch (error) {
    await caches.delete(kCache);
    throw error;
  }
}

const find = (name, cacheName) => caches.match(name, { cacheName, ignoreVary: true });

async function keepWhenUsed(request, name) {
  const kept = await find(name, kLateCache);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    caches.open(kLateCache).then((cache) => cache.put(name, copy)).catch(() => {});  // there may be no room for it
  }
  return response;
}

function answer(request, name) {
  if (name in kLate) return keepWhenUsed(request, name);
  return find(name, name in kFiles ? kCache : undefined).then((kept) => kept ?? fetch(request));
}

function nameOf(request) {
  const url = new URL(request.url);
  const root = new URL('./', location.href);
  if (request.method !== 'GET' || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null;
  const name = url.pathname.slice(root.pathname.length);
  if (request.mode === 'navigate') return name === '' || name === 'index.html' ? 'index.html' : null;
  return /\.[0-9a-f]{8}\.\w+$/.test(name) ? name : null;
}

function versionOf(client) {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    setTimeout(() => resolve(null), kPatience);
    client.postMessage('which version?', [channel.port2]);
  });
}

// Forgets the versions that no page is of. The one that is being installed is not ours to judge.
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith(kPrefix) && name !== kCache && name !== kLateCache);
  if (registration.installing || registration.waiting) return;
  const late = await caches.open(kLateCache);
  for (const { url } of await late.keys()) {
    if (!Object.keys(kLate).some((name) => url.endsWith(`/${name}`))) await late.delete(url);
  }
  if (old.length === 0) return;
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const used = await Promise.all(pages.map(versionOf));
  if (used.includes(null)) return;
  await Promise.all(old.filter((name) => !used.includes(name.slice(kPrefix.length))).map((name) => caches.delete(name)));
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(skipWaiting());
  if (event.data === 'tidy') event.waitUntil(tidy());
});
addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(answer(event.request, name));
});
