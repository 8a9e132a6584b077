// Every widget in a real browser, without a relay: the gallery page (tests/client/gallery).
// Needs the wasm target samsyn_gallery; SAMSYN_GALLERY may name the folder it was built to.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const kRoot = fileURLToPath(new URL('../..', import.meta.url));
const kGallery = process.env.SAMSYN_GALLERY ?? join(kRoot, 'build/wasm/gallery');
const kTypes = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.woff2': 'font/woff2' };
const kArguments = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

let site;
let server;
let browser;

before(async () => {
  site = mkdtempSync(join(tmpdir(), 'samsyn-gallery-'));
  execFileSync('node', [join(kRoot, 'web/assemble.mjs'), '--client', kGallery, '--out', site]);
  server = createServer((request, response) => {
    const path = join(site, request.url === '/' ? 'index.html' : request.url.split('?')[0]);
    if (!existsSync(path)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': kTypes[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(path));
  });
  await new Promise((done) => { server.listen(0, done); });
  browser = await chromium.launch({ executablePath: process.env.SAMSYN_CHROMIUM ?? '/usr/bin/chromium', args: kArguments });
});

after(async () => {
  await browser?.close();
  server?.close();
  if (site) rmSync(site, { recursive: true });
});

async function open(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 880 }, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  await page.goto(`http://localhost:${server.address().port}/`);
  await page.waitForFunction(() => window.samsyn.ready);
  return page;
}

test('buttons answer to mouse and keyboard, and nothing is drawn when nothing happens', async (t) => {
  const page = await open(t);
  await page.getByRole('button', { name: 'Paus' }).click();
  await page.getByText('Tryckt: 1').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Paus' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Tryckt: 2').waitFor({ state: 'attached' });
  await page.waitForTimeout(300);
  const frames = await page.evaluate(() => window.samsyn.frames);
  await page.waitForTimeout(2000);
  assert.equal(await page.evaluate(() => window.samsyn.frames), frames);
  assert.deepEqual(page.faults, []);
});

test('a removed control hands its focus on, and a dialog keeps it until Escape', async (t) => {
  const page = await open(t);
  await page.getByRole('button', { name: 'Ta bort mig' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Fokus flyttades till Läs upp ändringar').waitFor({ state: 'attached' });
  await page.getByRole('checkbox', { name: 'Läs upp ändringar' }).check();
  await page.getByRole('button', { name: 'Förklara ett ord' }).click();
  await page.getByRole('dialog', { name: 'Förklara ett ord' }).waitFor();
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null));
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('axe finds nothing, wide and narrow, with and without a dialog', async (t) => {
  for (const viewport of [{ width: 1440, height: 880 }, { width: 390, height: 844 }]) {
    const page = await open(t, { viewport });
    const check = async () => assert.deepEqual((await new AxeBuilder({ page }).analyze()).violations.map((one) => one.id), []);
    await check();
    await page.getByRole('button', { name: /^Förklara/ }).click();
    await page.getByRole('dialog').waitFor();
    await check();
  }
});

const kTexts = [
  'Två alternativ: mer boendestöd på morgonen, eller träffpunkten på förmiddagen.\nTove bokar läkartid om sömn och medicin.',
  'kaffe-paus e-post 1-2 2026-11-24 kl 13.00–14.00 och/eller hög(a) "citat" ”citat” Vad?Jo! 50% §5 a@b.se https://exempel.se/en/lång/sökväg?x=1&y=2 (inom parentes) [1] {x} <b>',
  'Flaggstångsknoppsputsningsmedelsförsäljningsställe Realisationsvinstbeskattningsberäkningsunderlag',
  '\n\n  två blanka   flera    mellanslag     \n \nslut\n', '', ' ', '\n', 'a\u0301e\u0301 cafe\u0301 åäö ÅÄÖ é',
  'emoji 😀😀 👨‍👩‍👧‍👦 🇸🇪🇫🇮 👍🏽 1️⃣ blandat med text 😀ord😀 och ✓ → ● ○ … slut…nu',
  'Привет мир, как дела? Ελληνικά κείμενο', 'x—y a – b a–b 10–12 … a…b • punkt · mitt',
  'mjukt\u00adbindestreck hårt\u00a0mellanslag noll\u200bbredd',
];

test('our lines are the browser’s lines, within a pixel', async (t) => {
  const page = await open(t);
  const result = await page.evaluate(async (texts) => {
    // The letters of other scripts come when they are needed; the lines are those they make when they are there.
    await document.fonts.load('400 17px "Noto Sans"', texts.join(''));
    await new Promise((done) => { setTimeout(done, 100); });  // the program is told, and measures anew
    const words = ('och att det i på är som en för med den till boendestöd, träffpunkten. Försäkringskassan? (sen) e-post ' +
      'kl 13.00–14.00 ”ja” å ä ö 😀 läkar-tid a/b 100% 3–4').split(' ');
    let seed = 7;
    const random = (below) => { seed = (seed * 1103515245 + 12345) % 2147483648; return seed % below; };
    const all = [...texts];
    for (let i = 0; i < 60; i += 1) {
      let text = '';
      for (let j = 0; j < 40; j += 1) text += words[random(words.length)] + ['\n', '  ', ' ', ' ', ' ', ' ', ' ', ' '][random(8)];
      all.push(text);
    }
    const block = document.createElement('div');
    document.body.append(block);
    const wrong = [];
    let letters = 0;
    for (const text of all) {
      for (const [width, size] of [[120, 17], [333, 17], [646, 17], [200.5, 19], [90, 21], [411, 15]]) {
        Object.assign(block.style, { position: 'absolute', left: 0, top: 0, width: `${width}px`, fontSize: `${size}px`, lineHeight: '30px',
          fontFamily: getComputedStyle(document.body).fontFamily, whiteSpace: 'pre-wrap', overflowWrap: 'break-word', fontKerning: 'none',
          fontVariantLigatures: 'none', textRendering: 'geometricPrecision' });
        block.textContent = text;
        const theirs = [];
        const range = document.createRange();
        for (let i = 0; i < text.length;) {
          const units = text.codePointAt(i) > 0xFFFF ? 2 : 1;
          range.setStart(block.firstChild, i);
          range.setEnd(block.firstChild, i + units);
          const rect = [...range.getClientRects()].at(-1);
          theirs.push({ letter: text.slice(i, i + units), line: rect ? Math.floor((rect.top + rect.height / 2) / 30) : -1, x: rect?.left });
          i += units;
        }
        const bytes = new TextEncoder().encode(text);
        const at = Module._malloc(bytes.length + 1);
        HEAPU8.set(bytes, at);
        const answer = Module._gallery_lines(at, bytes.length, size, width);
        const ours = new TextDecoder().decode(HEAPU8.subarray(answer, HEAPU8.indexOf(0, answer)));
        Module._free(answer);
        Module._free(at);
        ours.split('\n').forEach((line, number) => line.split(' ').filter(Boolean).forEach((place) => {
          const [position, x] = place.split(':').map(Number);
          const their = theirs[position];
          if (/[\s\u00ad\u200b]/.test(their.letter) || their.line < 0) return;
          letters += 1;
          if (their.line !== number || Math.abs(their.x - x) > 1) wrong.push({ text, width, size, their, number, x });
        }));
      }
    }
    block.remove();
    return { letters, wrong: wrong.slice(0, 5) };
  }, kTexts);
  assert.deepEqual(result.wrong, []);
  assert.ok(result.letters > 40000);
});

// The smallest sum of differences tells how far the text moved.
async function shiftOf(page, one, other) {
  return page.evaluate(async ([a, b]) => {
    const pixels = async (base64) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    };
    const [first, second] = [await pixels(a), await pixels(b)];
    let best = { sum: Infinity };
    for (let dy = -3; dy <= 3; dy += 1) {
      for (let dx = -3; dx <= 3; dx += 1) {
        let sum = 0;
        for (let y = 3; y < first.height - 3; y += 1) {
          for (let x = 3; x < first.width - 3; x += 1) {
            sum += Math.abs(first.data[(y * first.width + x) * 4] - second.data[((y + dy) * first.width + x + dx) * 4]);
          }
        }
        if (sum < best.sum) best = { sum, dx, dy };
      }
    }
    return best;
  }, [one.toString('base64'), other.toString('base64')]);
}

test('focusing a field moves its text by no more than a pixel', async (t) => {
  for (const deviceScaleFactor of [1, 1.5, 2]) {
    const page = await open(t, { deviceScaleFactor });
    const field = page.getByRole('textbox', { name: 'Anteckningar' });
    const box = await field.boundingBox();
    const clip = { x: Math.round(box.x) + 5, y: Math.round(box.y) + 5, width: Math.round(box.width) - 10, height: 110 };
    const drawn = await page.screenshot({ clip });
    await field.evaluate((element) => {
      element.style.caretColor = 'transparent';
      element.focus();
      element.setSelectionRange(0, 0);
    });
    await page.waitForTimeout(300);
    const shift = await shiftOf(page, drawn, await page.screenshot({ clip }));
    assert.deepEqual([deviceScaleFactor, shift.dx, shift.dy], [deviceScaleFactor, 0, 0]);
  }
});

test('typing keeps what is typed: letters, marks, emoji, paste, line breaks', async (t) => {
  const page = await open(t);
  const field = page.getByRole('textbox', { name: 'Anteckningar' });
  await field.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('åäö 😀 e\u0301');
  await page.keyboard.press('Enter');
  await page.keyboard.insertText('klistrat\nstycke');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(200);
  assert.equal(await field.inputValue(), 'äö 😀 e\u0301\nklistrat\nstycke');
  const title = page.getByRole('textbox', { name: 'Rubrik' });
  await title.fill('Ett\ntvå');
  await page.waitForFunction(() => [...document.querySelectorAll('textarea')].some((one) => one.value === 'Ett två'));
});

test('the smallest splice ends at the caret and splits no emoji', async (t) => {
  const page = await open(t);
  const splices = await page.evaluate(() => [
    ['aa', 'aaa', 1], ['aa', 'aaa', 3], ['aaa', 'aa', 1], ['x😀y', 'x😁y', 3], ['😀', '', 0], ['ab', 'ab', 1],
  ].map((one) => samsynPage.fields.spliceBetween(...one)));
  assert.deepEqual(splices, [
    { position: 0, removed: 0, inserted: 'a' }, { position: 2, removed: 0, inserted: 'a' }, { position: 1, removed: 1, inserted: '' },
    { position: 1, removed: 2, inserted: '😁' }, { position: 0, removed: 2, inserted: '' }, { position: 1, removed: 0, inserted: '' },
  ]);
});
