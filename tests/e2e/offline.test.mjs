// A device without a connection, and one whose page has become older than the relay's, in real browsers.
import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { cachedVersions, changedSite, installed, keptBy, versionOf } from './support/device.mjs';
import { agreedText, button, eventually, goIn, isSaved, openRoom, putCaretAtEnd, textOf } from './support/room.mjs';

const kOffline = 'Ingen anslutning – det du skriver sparas på den här enheten';
const kHello = 1;  // the kind of a frame, and its version after it: shared/wire/frames.cpp
const kNewer = 'Det finns en ny version av Samsyn';

let room;
before(async () => { room = await openRoom(); });
afterEach(async () => {
  for (const context of room.browser.contexts()) await context.close();
  if (!room.relay.runs) await room.relay.start();
});
after(() => room.close());

async function write(page, text) {
  await putCaretAtEnd(page);
  await page.keyboard.type(text);
}

// The relay begins anew, with another site.
async function serve(site) {
  await room.relay.kill();
  room.relay.site = site;
  await room.relay.start();
}

const shows = (page, part) => eventually(async () => (await textOf(page)).includes(part), `the notes have: ${part}`);

const countOf = (text, part) => text.split(part).length - 1;

// Kept in IndexedDB as far as the relay has it: what this page still has on its way to the disk takes a moment.
const isKept = (page) => eventually(async () => await keptBy(page) > 10, 'the device keeps the meeting');

test('the site can be installed, and is on the device whole after the first visit', async () => {
  const page = await room.enter('Karin');
  await installed(page);
  assert.deepEqual(await cachedVersions(page), [await versionOf(page)]);
  const browser = await page.context().newCDPSession(page);
  const manifest = await browser.send('Page.getAppManifest');
  assert.deepEqual(manifest.errors, []);
  assert.equal(JSON.parse(manifest.data).name, 'Samsyn');
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // A window that leaves no traces installs nothing, and test browsers are such windows.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
});

test('without a relay a remembered meeting opens, and what is written there arrives when the relay is back', async () => {
  const [tove, karin] = await Promise.all([room.enter('Tove'), room.enter('Karin')]);
  await write(karin, ' Skrivet före.');
  await isSaved(karin);
  await agreedText(tove, karin);
  await Promise.all([installed(tove), isKept(tove)]);
  await room.relay.kill();

  // A device that has forgotten the page in memory; the start page names the meeting, and the link opens it.
  const start = await room.newPage(tove.context());
  await start.goto(room.relay.address);
  await button(start, 'Öppna SIP för Noor').waitFor();
  await start.close();
  const began = Date.now();
  await tove.reload();
  await button(tove, 'Gå in i mötet').waitFor();
  console.log(`without a relay the meeting was there ${Date.now() - began} ms after a reload`);
  await goIn(tove);
  await tove.getByText(kOffline).first().waitFor();
  await shows(tove, 'Skrivet före.');
  await write(tove, ' Skrivet utan nät.');
  // Not even another closed page loses it.
  await tove.reload();
  await goIn(tove);
  await shows(tove, 'Skrivet utan nät.');
  await write(karin, ' Karin också.');

  await room.relay.start();
  await eventually(async () => {
    const text = await textOf(karin);
    return text.includes('Skrivet utan nät.') && text.includes('Karin också.');
  }, 'Karin has what Tove wrote');
  const text = await agreedText(tove, karin);
  for (const part of ['Skrivet före.', 'Skrivet utan nät.', 'Karin också.']) assert.equal(countOf(text, part), 1, part);
  await isSaved(tove);
});

test('two tabs of one link: both are written in, nothing is lost or doubled, and what is kept has no holes', async () => {
  const karin = await room.enter('Karin');
  const context = await room.newContext();
  const first = await room.enter('Maria', { context });
  const second = await room.enter('Maria', { context });
  await Promise.all([installed(first), isKept(first)]);
  await write(first, ' Ett.');
  await shows(second, 'Ett.');
  await write(second, ' Två.');
  await agreedText(first, second, karin);
  await room.relay.kill();
  await write(first, ' Tre.');
  await write(second, ' Fyra.');
  await first.close();
  // A third tab takes up what the first could not deliver, beside the second, which delivers its own.
  const third = await room.newPage(context);
  await third.goto(room.relay.linkOf('Maria'));
  await goIn(third);
  await shows(third, 'Tre.');
  await room.relay.start();
  await Promise.all([isSaved(second), isSaved(third)]);
  await eventually(async () => {
    const there = await textOf(karin);
    return there.includes('Tre.') && there.includes('Fyra.');
  }, 'Karin has both');
  const text = await agreedText(second, third, karin);
  for (const part of ['Ett.', 'Två.', 'Tre.', 'Fyra.']) assert.equal(countOf(text, part), 1, part);
  await second.close();
  await room.relay.kill();
  await third.reload();
  await goIn(third);
  await eventually(async () => await textOf(third) === text, 'the kept meeting is all of it');
});

test('a newer version is taken whole, when the person says so; one that does not come whole is not taken', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-version-'));
  const newer = changedSite(folder, 'style.css', '\n/* newer */\n');
  const style = join(newer.site, newer.names.find((name) => name.startsWith('style.')));
  renameSync(style, `${style}.away`);
  const served = room.relay.site;
  const page = await room.enter('Maria');
  await installed(page);
  const old = await versionOf(page);
  assert.notEqual(old, newer.version);
  await serve(newer.site);
  await page.reload();
  await goIn(page);
  // The worker of the new version cannot have all of it.
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const failed = new Promise((resolve) => {
      const watch = () => registration.installing?.addEventListener('statechange', ({ target }) => {
        if (target.state === 'redundant') resolve();
      });
      registration.addEventListener('updatefound', watch);
      watch();
    });
    registration.update().catch(() => {});
    await failed;
  });
  assert.deepEqual(await cachedVersions(page), [old]);
  await page.reload();
  await goIn(page);
  assert.equal(await versionOf(page), old);
  assert.equal(await page.getByText(kNewer).count(), 0);

  renameSync(`${style}.away`, style);
  await page.evaluate(async () => { await (await navigator.serviceWorker.getRegistration()).update(); });
  await page.getByText(kNewer).first().waitFor();
  const other = await room.newPage(page.context());
  await other.goto(room.relay.linkOf('Maria'));
  await goIn(other);
  for (const any of [page, other]) assert.equal(await versionOf(any), old);  // also who comes now, until it is taken
  await write(page, ' Skrivet i den gamla.');
  await button(page, 'Ladda om').click();
  await eventually(async () => await versionOf(page).catch(() => '') === newer.version, 'the page is of the newer version');
  await goIn(page);
  await shows(page, 'Skrivet i den gamla.');
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.slice(1)));
  for (const name of loaded) assert.ok(newer.names.includes(name), `${name} is of the newer version`);
  // The other page is of the old version, which is there as long as it is.
  await eventually(async () => await other.getByText(kNewer).count() > 0, 'the other page is told');
  assert.ok((await cachedVersions(page)).includes(old));
  await other.close();
  await page.reload();
  await eventually(async () => (await cachedVersions(page)).join() === newer.version, 'the old version is forgotten');
  await page.context().close();
  await serve(served);
  rmSync(folder, { recursive: true });
});

test('a page that an updated relay does not understand is loaded anew in one press, with what was not sent yet', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samsyn-version-'));
  const newer = changedSite(folder, 'style.css', '\n/* newer */\n');
  const served = room.relay.site;
  const context = await room.newContext();
  // The page itself is of the relay's version; on its way, its first frame becomes one of another.
  let isOutdated = false;
  await context.routeWebSocket(/./, (socket) => {
    const relay = socket.connectToServer();
    socket.onMessage((frame) => {
      if (isOutdated && frame[0] === kHello) frame[1] += 1;
      relay.send(frame);
    });
  });
  const page = await room.enter('Leila', { context });
  await Promise.all([installed(page), isKept(page)]);
  await room.relay.kill();
  await write(page, ' Skrivet före uppdateringen.');
  isOutdated = true;
  room.relay.site = newer.site;
  await room.relay.start();
  await page.getByRole('heading', { name: 'Ny version av Samsyn' }).waitFor();
  page.once('framenavigated', () => { isOutdated = false; });
  await button(page, 'Ladda om').first().click();
  await eventually(async () => await versionOf(page).catch(() => '') === newer.version, 'the page is of the newer version');
  await goIn(page);
  await shows(page, 'Skrivet före uppdateringen.');
  await isSaved(page);
  const karin = await room.enter('Karin');
  await shows(karin, 'Skrivet före uppdateringen.');
  await context.close();
  await serve(served);
  rmSync(folder, { recursive: true });
});

test('a device without room for anything says so, and the meeting goes on', async () => {
  const page = await room.arrive('Tove');
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: room.relay.address, quotaSize: 1 });
  await goIn(page);
  await page.getByText('Mötet får inte plats på den här enheten.').first().waitFor();
  await button(page, 'Jag förstår').click();
  await write(page, ' Skrivet utan plats.');
  await isSaved(page);
  await room.relay.kill();
  await write(page, ' Skrivet utan nät.');
  await page.getByText('Ingen anslutning – stäng inte sidan, det du skriver är inte sparat').first().waitFor();
  await room.relay.start();
  await isSaved(page);
  const karin = await room.enter('Karin');
  assert.ok((await agreedText(page, karin)).endsWith(' Skrivet utan plats. Skrivet utan nät.'));
});

test('what is damaged on the device is forgotten, and the meeting comes from the relay', async () => {
  const page = await room.enter('Samira');
  await isKept(page);
  const name = await page.evaluate(async () => (await indexedDB.databases()).map((any) => any.name).find((any) => any.startsWith('samsyn-kept-')));
  for (const damage of ['about', 'updates']) {
    await page.evaluate(([database, store]) => new Promise((resolve) => {
      indexedDB.open(database).onsuccess = ({ target }) => {
        const transaction = target.result.transaction(store, 'readwrite');
        transaction.objectStore(store).openCursor().onsuccess = (event) => {
          event.target.result.update(store === 'about' ? { epoch: 'x', access: 'no', sequences: [0.5] } : 'no');
        };
        transaction.oncomplete = () => { target.result.close(); resolve(); };
      };
    }), [name, damage]);
    await page.reload();
    await goIn(page);
    await eventually(async () => (await textOf(page)).length > 0, 'the meeting is there');
    await isKept(page);
  }
});

test('a meeting that is forgotten on the start page leaves nothing on the device', async () => {
  const tove = await room.enter('Tove');
  await Promise.all([installed(tove), isKept(tove)]);
  await tove.goto(`${room.relay.address}/?start`);
  await tove.goto(room.relay.address);
  await button(tove, 'Glöm SIP för Noor på den här enheten').click();
  await eventually(async () => await keptBy(tove) === 0, 'nothing is kept');
  const cached = await tove.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)));
    return all.flat();
  });
  for (const url of cached) assert.match(url, /\/([\w-]+\.html|[\w./-]+\.[0-9a-f]{8}\.\w+)$/);
  await room.relay.kill();
  await tove.goto(room.relay.linkOf('Tove'));
  await tove.getByText(/Hämtar|Ingen anslutning/).first().waitFor();
  await tove.waitForTimeout(5000);
  assert.equal(await button(tove, 'Gå in i mötet').count(), 0);
});

test('consent withdrawn leaves nothing to open without a relay', async () => {
  const [noor, maria] = await Promise.all([room.enter('Noor'), room.enter('Maria')]);
  await Promise.all([installed(maria), isKept(maria)]);
  await button(noor, 'Trygghet').click();
  await noor.getByRole('button', { name: 'Samtycke' }).first().click();
  await noor.getByRole('button', { name: 'Ta tillbaka samtycket' }).click();
  await noor.getByRole('button', { name: /Ja, ta tillbaka/ }).click();
  await maria.getByRole('heading', { level: 1, name: 'Samtycket gäller inte längre' }).waitFor();
  assert.equal(await keptBy(maria), 0);
  await room.relay.kill();
  await maria.reload();
  await maria.waitForTimeout(5000);
  assert.equal(await button(maria, 'Gå in i mötet').count(), 0);
  assert.equal(await maria.getByText('Nätterna är värst').count(), 0);
});

test('no page wrote errors but those of a relay that was away', () => {
  const others = room.problems.filter((problem) => !/WebSocket connection.*ERR_CONNECTION_REFUSED/.test(problem));
  assert.deepEqual(others, []);
});
