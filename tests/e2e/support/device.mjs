// What a browser keeps on its device, and sites in several versions.
import { existsSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectSources, publish } from '../../../web/assemble.mjs';
import { kSite } from './relay.mjs';

const kRoot = fileURLToPath(new URL('../../../', import.meta.url));
const kClient = process.env.SAMSYN_CLIENT ?? join(kRoot, 'build/wasm/client');

// How many records this page's browser keeps on the device, of all meetings.
export const keptBy = (page) => page.evaluate(async () => {
  let records = 0;
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    for (const store of database.objectStoreNames) {
      records += await new Promise((resolve) => {
        const request = database.transaction(store).objectStore(store).count();
        request.onsuccess = () => resolve(request.result);
      });
    }
    database.close();
  }
  return records;
});

// The version of the site that a page is of.
export const versionOf = (page) => page.evaluate(() => document.querySelector('meta[name="samsyn-version"]').content);

// The names of the caches of whole versions.
export const cachedVersions = (page) => page.evaluate(async () =>
  (await caches.keys()).map((name) => name.replace('samsyn-site-', '')).filter((name) => name !== 'late'));

// The service worker has all of the site.
export const installed = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

// A site in `folder` as it will be when `text` has been added to one of its sources. Returns its version and files.
export function changedSite(folder, source, text) {
  const sources = collectSources(join(kRoot, 'web'), kClient);
  const changed = join(folder, 'changed', source);
  mkdirSync(dirname(changed), { recursive: true });
  writeFileSync(changed, readFileSync(sources.get(source), 'utf8') + text);
  const site = join(folder, 'site');
  cpSync(kSite, site, { recursive: true });
  const files = publish(sources.set(source, changed));
  for (const { name, content } of files) {
    const path = join(site, name);
    if (existsSync(path) && readFileSync(path).equals(content)) continue;
    writeFileSync(path, content);
    for (const suffix of ['.br', '.gz']) rmSync(path + suffix, { force: true });
  }
  const page = files.find(({ name }) => name === 'index.html').content.toString();
  return { site, version: page.match(/name="samsyn-version" content="(.*?)"/)[1], names: files.map(({ name }) => name) };
}
