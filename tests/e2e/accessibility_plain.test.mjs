// The plain page: where nothing can be drawn it is there by itself, and everything can be done on it; it is what is printed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { findsNothing } from './support/axe.mjs';
import { playMeeting } from './support/keys.mjs';
import { button, closeDialog, eventually, eventuallyEqual, goIn, isSaved, kPhone, kWide, notesOf, openRoom, putCaretAtEnd, textOf } from './support/room.mjs';

let room;
let withoutWebgl;
before(async () => {
  room = await openRoom();
  withoutWebgl = await chromium.launch({
    executablePath: process.env.SAMSYN_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-3d-apis', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
});
after(async () => {
  await withoutWebgl.close();
  await room.close();
});

const kindOf = (page) => page.locator('html').getAttribute('data-page');

async function open(who, options = {}) {
  const page = await (await withoutWebgl.newContext({ viewport: kWide, locale: 'sv-SE', ...options })).newPage();
  page.setDefaultTimeout(30000);
  page.on('pageerror', (error) => room.problems.push(error.message));
  await page.goto(room.relay.linkOf(who));
  await button(page, 'Gå in i mötet').waitFor();
  return page;
}

test('without WebGL, with the keyboard alone: chair and person through a short meeting', async () => {
  const chair = await open('Karin');
  const person = await open('Noor', { viewport: kWide });
  assert.equal(await kindOf(chair), 'plain');
  await playMeeting(chair, person);
  await findsNothing(chair, 'after the meeting');
  await chair.context().close();
  await person.context().close();
});

test('it is chosen and left in the settings, and remembered', async () => {
  const page = await room.enter('Petter', { size: kWide });
  assert.equal(await kindOf(page), 'canvas');
  const choose = async () => {
    await button(page, 'Anpassa sidan').click();
    await page.getByRole('checkbox', { name: 'Vanlig sida' }).click();
    await closeDialog(page);
  };
  await choose();
  await eventuallyEqual(() => kindOf(page), 'plain', 'the plain page');
  assert.equal(await page.locator('#samsyn-canvas').isVisible(), false);
  await putCaretAtEnd(page);
  await page.keyboard.type(' Skrivet på vanlig sida.');
  await isSaved(page);
  await page.reload();
  await goIn(page);
  assert.equal(await kindOf(page), 'plain');
  await eventually(async () => /Skrivet på vanlig sida\.$/.test(await textOf(page)), 'what was written is there again');
  await choose();
  await eventuallyEqual(() => kindOf(page), 'canvas', 'the canvas');
  await putCaretAtEnd(page);
  await page.keyboard.type(' Och på den ritade.');
  await isSaved(page);
  await page.context().close();
});

test('forced colours and a lost graphics context bring it too', async () => {
  const page = await room.enter('Petter', { size: kWide });
  await page.emulateMedia({ forcedColors: 'active' });
  await eventuallyEqual(() => kindOf(page), 'plain', 'with forced colours');
  await page.emulateMedia({ forcedColors: 'none' });
  await eventuallyEqual(() => kindOf(page), 'canvas', 'and back');
  await page.evaluate(() => document.getElementById('samsyn-canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await eventuallyEqual(() => kindOf(page), 'plain', 'when the graphics are gone');
  await putCaretAtEnd(page);
  await page.keyboard.type('!');
  await isSaved(page);
  await page.context().close();
});

test('text can be marked and found, links past the beginning work, and a phone scrolls only downwards', async () => {
  const page = await room.enter('Noor', { size: kPhone, plain: true });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  const marked = await page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('blockquote'));
    return getSelection().toString();
  });
  assert.match(marked, /din fråga/);
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('button.samsyn-node, select, textarea')]
    .filter((element) => element.getClientRects().length > 0)
    .every((element) => element.getBoundingClientRect().height >= 24 && element.getBoundingClientRect().width >= 24)), 'targets are large enough');
  await page.locator('#samsyn-skip button').first().focus();
  assert.ok(await page.locator('#samsyn-skip').evaluate((links) => links.getBoundingClientRect().height >= 44), 'seen when they have the focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.closest('main, nav, aside, section, header') !== null), true);
  await page.context().close();
});

test('others’ edits come without moving the reader', async () => {
  const page = await room.enter('Petter', { size: kPhone, plain: true });
  const karin = await room.enter('Karin');
  await notesOf(page).scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  await page.waitForTimeout(200);
  const before = await page.evaluate(() => window.scrollY);
  await notesOf(karin).focus();
  await karin.keyboard.press('Control+End');
  await karin.keyboard.type(' Mer.');
  await eventually(async () => /Mer\.$/.test(await textOf(page)), 'it has come');
  assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - before) < 40);
  await page.context().close();
  await karin.context().close();
});

test('the plan prints on A4, from the canvas too, without buttons and in dark colours on white', async () => {
  for (const options of [{ plain: true }, { plain: false }, { plain: true, colorScheme: 'dark' }]) {
    const page = await room.enter('Karin', { size: kWide, ...options });
    await button(page, 'Sammanfatta').click();
    await page.getByRole('heading', { name: 'Vem gör vad' }).first().waitFor({ state: 'attached' });
    await page.evaluate(() => { window.dispatchEvent(new Event('beforeprint')); });
    await page.emulateMedia({ media: 'print' });
    const printed = await page.evaluate(() => ({
      buttons: [...document.querySelectorAll('button')].filter((element) => element.getClientRects().length > 0).length,
      ink: getComputedStyle(document.querySelector('h1')).color,
      card: getComputedStyle(document.documentElement).getPropertyValue('--card').trim(),
      canvas: getComputedStyle(document.getElementById('samsyn-canvas')).display,
    }));
    assert.deepEqual(printed, { buttons: 0, ink: 'rgb(28, 35, 38)', card: '#FFFFFF', canvas: 'none' });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]/, 'A4');
    await page.context().close();
  }
});

test('no page wrote errors', () => { assert.deepEqual(room.problems, []); });
