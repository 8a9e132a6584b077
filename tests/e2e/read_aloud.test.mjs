// Reading aloud with the browser's own voices, of which this one has none: the page gets some to look at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { button, eventually, kPhone, openRoom } from './support/room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

// Runs in the page before everything else. Nothing is heard: `said` is what would have been, and `finish` ends one.
function voices(all) {
  const said = [];
  const queue = [];
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => all,
    speak(utterance) {
      queue.push(utterance);
      said.push({ text: utterance.text, lang: utterance.lang, voice: utterance.voice?.name });
    },
    cancel() { queue.length = 0; },
  });
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis });
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  globalThis.heard = { said, queue, finish() { while (queue.length > 0) queue.shift().onend?.(); } };
}

const kVoices = [
  { name: 'Sam', lang: 'en-US', localService: true },
  { name: 'Online', lang: 'sv-SE', localService: false },
  { name: 'Alva', lang: 'sv_SE', localService: true },
];

async function enter(who, all, options = {}) {
  const context = await room.newContext(options);
  await context.addInitScript(voices, all);
  return room.enter(who, { context });
}

test('the item is read with a Swedish voice of the device, in pieces, and the button stops it', async () => {
  const page = await enter('Noor', kVoices, { size: kPhone });
  await button(page, 'Läs upp').click();
  await button(page, 'Sluta läsa').waitFor();
  const said = await page.evaluate(() => heard.said);
  assert.equal(said[0].text, 'Hur får jag en dygnsrytm?');
  assert.ok(said.length > 2);
  for (const piece of said) {
    assert.equal(piece.voice, 'Alva');
    assert.equal(piece.lang, 'sv-SE');
    assert.ok(piece.text.length <= 220);
  }
  await button(page, 'Sluta läsa').click();
  await button(page, 'Läs upp').waitFor();
  assert.equal(await page.evaluate(() => heard.queue.length), 0);
  await page.context().close();
});

test('when the last word is said the button offers to read again, and going elsewhere stops it', async () => {
  const page = await enter('Noor', kVoices, { size: kPhone });
  await button(page, 'Läs upp').click();
  await button(page, 'Sluta läsa').waitFor();
  await page.evaluate(() => heard.finish());
  await button(page, 'Läs upp').waitFor();
  await button(page, 'Läs upp').click();
  await button(page, 'Sluta läsa').waitFor();
  await button(page, 'Min röst').click();
  await eventually(() => page.evaluate(() => heard.queue.length === 0), 'it is quiet');
  await button(page, 'Läs upp').click();
  await button(page, 'Sluta läsa').waitFor();
  assert.equal(await page.evaluate(() => heard.queue[0].text), 'Min röst.');
  await page.context().close();
});

test('a voice that is only on somebody\'s server is not used, and without one there is no button', async () => {
  const page = await enter('Noor', kVoices.slice(0, 2), { size: kPhone });
  assert.equal(await button(page, 'Läs upp').count(), 0);
  await page.context().close();
  const plain = await room.enter('Noor', { size: kPhone });
  assert.equal(await button(plain, 'Läs upp').count(), 0);
  await plain.context().close();
});

test('voices that come late bring the button', async () => {
  const page = await enter('Noor', [], { size: kPhone });
  assert.equal(await button(page, 'Läs upp').count(), 0);
  await page.evaluate((all) => {
    speechSynthesis.getVoices = () => all;
    speechSynthesis.dispatchEvent(new Event('voiceschanged'));
  }, kVoices);
  await button(page, 'Läs upp').waitFor();
  await page.context().close();
  assert.deepEqual(room.problems, []);
});
