// Letters beyond Latin: their fonts come from the relay when somebody writes with them, and not before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, isSaved, notesOf, openRoom, putCaretAtEnd, settled } from './support/room.mjs';
import { look, sameShare } from './support/pixels.mjs';

// Playwright would wait with a picture until every font is there, and a test is about when one is not.
process.env.PW_TEST_SCREENSHOT_NO_FONTS_READY = '1';

// Somebody's name, and the files that have its letters.
const kNames = [
  { script: 'Cyrillic', name: 'Наталья', files: ['cyrillic-400'] },
  { script: 'Arabic', name: 'محمد', files: ['arabic-arabic-400'] },
  { script: 'Tigrinya', name: 'ተስፋይ', files: ['ethiopic-ethiopic-400'] },
  { script: 'Hebrew', name: 'דינה', files: ['hebrew-hebrew-400'] },
];

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

// What a page fetches, as "cyrillic-400"; everything must be the relay's.
function watch(page) {
  const fetched = { fonts: [], all: [] };
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!/^https?:$/.test(url.protocol)) return;
    assert.equal(url.origin, room.relay.address);
    fetched.all.push(url.pathname);
    const font = /^\/fonts\/noto\/(.+)\.[0-9a-f]{8}\.woff2$/.exec(url.pathname);
    if (font) fetched.fonts.push(font[1]);
  });
  return fetched;
}

async function visit(who) {
  const page = await room.newPage(await room.newContext());
  const fetched = watch(page);
  await page.goto(room.relay.linkOf(who));
  await page.getByRole('button', { name: 'Gå in i mötet' }).click();
  await isSaved(page);
  return { page, fetched };
}

async function write(page, text) {
  await putCaretAtEnd(page);
  await page.keyboard.insertText(text);
  await isSaved(page);
}

test('each script fetches its own file, on the page of who writes and of who reads; Swedish fetches none', async () => {
  const karin = await visit('Karin');
  const noor = await visit('Noor');
  await write(karin.page, ' Åsa Öberg, naïve café – ”ł ő ß” … 🙂 → 4½ €.');
  await settled(noor.page);
  assert.deepEqual(karin.fetched.fonts, []);
  assert.deepEqual(noor.fetched.fonts, []);
  const expected = [];
  for (const { script, name, files } of kNames) {
    await write(karin.page, ` ${name}`);
    expected.push(...files);
    for (const { fetched } of [karin, noor]) {
      await eventually(() => fetched.fonts.length >= expected.length, `${script}: ${expected} of ${fetched.fonts}`);
    }
    await settled(noor.page);
    assert.deepEqual(karin.fetched.fonts, expected, script);
    assert.deepEqual(noor.fetched.fonts, expected, script);
  }
  assert.deepEqual(karin.fetched.all.filter((path) => path.includes('cjk')), []);
  await karin.page.context().close();
  await noor.page.context().close();
});

test('a Chinese name fetches the list of Chinese letters and the few files that have them', async () => {
  const name = '王小明';
  const karin = await visit('Karin');
  await write(karin.page, ` ${name}`);
  await eventually(() => karin.fetched.fonts.some((font) => font.startsWith('sc-')), 'Chinese letters come');
  await settled(karin.page);
  const chinese = [...new Set(karin.fetched.fonts.filter((font) => font.startsWith('sc-')))].sort();
  const list = karin.fetched.all.filter((path) => path.includes('fonts-cjk'));
  assert.equal(list.length, 1);
  const css = await (await fetch(room.relay.address + list[0])).text();
  const needed = new Set();
  for (const [, file, ranges] of css.matchAll(/url\(fonts\/noto\/([\w-]+)\.[0-9a-f]+\.woff2\)[^}]*unicode-range:([^}]+)/g)) {
    const has = (letter) => ranges.split(',').some((range) => {
      const [first, last = first] = range.slice(2).split('-').map((code) => parseInt(code, 16));
      return letter >= first && letter <= last;
    });
    if ([...name].some((letter) => has(letter.codePointAt(0)))) needed.add(file);
  }
  assert.deepEqual(chinese, [...needed].sort());
  assert.ok(chinese.length <= name.length);
  await karin.page.context().close();
});

test('letters that were drawn before their font came are drawn again when it has', async () => {
  const own = await openRoom();
  const open = async (route) => {
    const page = await own.newPage(await own.newContext());
    if (route) await page.route('**/fonts/noto/**', route);
    await page.goto(own.relay.linkOf('Petter'));
    await page.getByRole('button', { name: 'Gå in i mötet' }).click();
    await isSaved(page);
    return page;
  };
  let release;
  const held = new Promise((done) => { release = done; });
  const soon = await open(null);
  await notesOf(soon).focus();
  await soon.keyboard.press('Control+Home');
  await soon.keyboard.insertText('Наталья ተስፋይ דינה\n');  // in view, wherever the rest is
  await isSaved(soon);
  await soon.getByRole('button', { name: /^Större text/ }).focus();  // the canvas draws the notes, not the field
  const late = await open(async (request) => { await held; await request.continue(); });
  const reader = await own.newPage(await own.newContext());
  await settled(soon);
  await settled(late);
  await late.getByRole('button', { name: /^Större text/ }).focus();
  const field = await notesOf(soon).boundingBox();
  const clip = { x: field.x, y: field.y, width: field.width, height: Math.min(field.height, 60) };
  await eventually(async () => sameShare(await look(late, reader, clip), await look(soon, reader, clip)) < 0.99,
    'without its font a letter looks different');
  release();
  // A caret of the other page may still be in the picture.
  await eventually(async () => sameShare(await look(late, reader, clip), await look(soon, reader, clip)) > 0.995,
    'with it, the same');
  for (const page of [late, soon, reader]) await page.context().close();
  assert.deepEqual(own.problems, []);
  await own.close();
});
