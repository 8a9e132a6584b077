// A meeting in which nobody does anything costs nothing, and a page in the background still keeps what it is told.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, framesOf, isSaved, openRoom, putCaretAtEnd, settled, textOf } from './support/room.mjs';

const kIdle = 10000;

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

test('two people who sit still draw no frame in ten seconds', async () => {
  const karin = await room.enter('Karin');
  const noor = await room.enter('Noor');
  await Promise.all([isSaved(karin), isSaved(noor)]);
  await putCaretAtEnd(karin);  // a caret that blinks is the browser's
  await Promise.all([settled(karin), settled(noor)]);
  const before = [await framesOf(karin), await framesOf(noor)];
  await new Promise((done) => { setTimeout(done, kIdle); });
  const drawn = [await framesOf(karin) - before[0], await framesOf(noor) - before[1]];
  assert.deepEqual(drawn, [0, 0]);
  await karin.keyboard.type('x');
  await eventually(async () => await framesOf(noor) > before[1], 'something drawn when something happens');
  await Promise.all([karin.context().close(), noor.context().close()]);
});

test('a tab in the background hears what others write, keeps the connection and draws nothing for it in vain', async () => {
  const karin = await room.enter('Karin');
  const context = await room.newContext();
  const noor = await room.enter('Noor', { context });
  await isSaved(noor);
  await hide(noor);
  await putCaretAtEnd(karin);
  await karin.keyboard.type(' Hör du detta?');
  await isSaved(karin);
  await eventually(async () => (await textOf(noor)).endsWith(' Hör du detta?'), 'the hidden page hears it');
  await settled(noor, { hidden: true });
  const before = await framesOf(noor);
  await karin.keyboard.type(' Ja.');
  await eventually(async () => (await textOf(noor)).endsWith(' Ja.'), 'and goes on hearing');
  assert.ok(await framesOf(noor) - before <= 8, 'a hidden page is not in a hurry');
  await context.close();
  await karin.context().close();
});

test('what is written just before a tab goes to the background is saved', async () => {
  const karin = await room.enter('Karin');
  const context = await room.newContext();
  const noor = await room.enter('Noor', { context });
  await putCaretAtEnd(noor);
  await noor.keyboard.type(' Sista ordet.');
  await hide(noor);
  await eventually(async () => (await textOf(karin)).endsWith(' Sista ordet.'), 'the other gets it');
  await isSaved(noor);
  await context.close();
  await karin.context().close();
});

// Headless Chromium shows every tab, so the page is told what a browser tells one that has another in front of it, and
// gets no more animation frames.
async function hide(page) {
  await page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
    Object.defineProperty(document, 'hidden', { get: () => true });
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
