// A field looks the same with and without the focus, others' carets are seen in it, and nothing others do moves one's own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { columns, look, rows, sameShare, shiftBetween } from './support/pixels.mjs';
import {
  agreedText, button, eventually, eventuallyEqual, isSaved, kPhone, kWide, notesOf, openRoom, putCaretAtEnd, settled, textOf,
} from './support/room.mjs';

let room;
let reader;
before(async () => {
  room = await openRoom();
  reader = await room.newPage(await room.newContext());
});
after(() => room.close());

const kWords = '\nÅsa och Örjan äter på Café Ankaret, “vill ha” – 1 234 kr & mer: AVATAR Ty Ta fi ffl.\n' +
  'Ett långtsammansattordsomintefårplatspåenradochdärförmåstebrytasnågonstans på vägen, sedan vanliga ord som fyller på ' +
  'tills raden är slut och nästa börjar. \u{1F642} \u{1F436} e\u0301 ł ő.';

// The inside of a field, without its border, which is another colour with the focus.
async function inside(field) {
  const { x, y, width, height } = await field.boundingBox();
  const top = Math.round(y) + 5;
  const bottom = Math.min(Math.round(y + height) - 5, field.page().viewportSize().height - 80);  // what is in view on a phone
  return { x: Math.round(x) + 5, y: top, width: Math.round(width) - 10, height: bottom - top };
}

async function looksTheSame(page, field, ratio, what) {
  await page.evaluate(() => document.activeElement.blur());
  await page.mouse.move(2, 2);
  await settled(page);
  const clip = await inside(field);
  const drawn = await look(page, reader, clip);
  await field.evaluate((element) => element.focus({ preventScroll: true }));
  await settled(page);
  assert.deepEqual(await inside(field), clip, `${what}: the field itself stays`);
  const typed = await look(page, reader, clip);

  const vertical = shiftBetween(rows(drawn), rows(typed));
  assert.ok(Math.abs(vertical.shift) <= ratio, `${what}: shifted by ${vertical.shift} device pixels down`);
  const lineHeight = await field.evaluate((element) => parseFloat(getComputedStyle(element).lineHeight)) * ratio;
  const lines = Math.floor(drawn.height / lineHeight);
  let written = 0;
  for (let line = 0; line < lines; line += 1) {
    const [top, bottom] = [Math.round((line + 0.2) * lineHeight), Math.min(drawn.height, Math.round((line + 1.2) * lineHeight))];
    const a = columns(drawn, top, bottom);
    const b = columns(typed, top, bottom);
    if (Math.max(...a) < 255) continue;  // nothing on this line
    written += 1;
    const { shift, rest } = shiftBetween(a, b);
    assert.ok(Math.abs(shift) <= ratio, `${what}: line ${line + 1} is shifted by ${shift} device pixels`);
    assert.ok(rest < 0.2, `${what}: line ${line + 1} shows something else: ${(rest * 100).toFixed(0)} % of the ink`);
  }
  return written;
}

for (const [size, ratio] of [[kWide, 1], [kPhone, 2], [kWide, 1.25]]) {
  test(`focusing shifts nothing by more than a pixel: ${size.width}×${size.height}, ratio ${ratio}`, async () => {
    const page = await room.enter('Karin', { size, ratio });
    assert.deepEqual(await page.locator('canvas').evaluate((canvas) => [canvas.width, canvas.height]),
      [Math.round(size.width * ratio), Math.round(size.height * ratio)], 'sharp: every device pixel is drawn');
    if (!(await textOf(page)).includes('AVATAR')) {
      await putCaretAtEnd(page);
      await page.keyboard.insertText(kWords);
      await isSaved(page);
    }
    assert.ok(await looksTheSame(page, notesOf(page), ratio, 'the notes') >= 4, 'there were lines to compare');
    await page.getByRole('button', { name: /^Ändra punkten/ }).click();
    const title = page.getByRole('textbox', { name: 'Rubrik' });
    await title.waitFor();
    assert.ok(await looksTheSame(page, title, ratio, 'a single line') >= 1);
    await page.context().close();
  });
}

test('others\' carets and selections are seen, move, and go', async () => {
  const karin = await room.enter('Karin', { size: kWide });
  const noor = await room.enter('Noor');
  await settled(karin);
  const clip = await inside(notesOf(karin));
  const alone = await look(karin, reader, clip);
  const changed = (picture) => {
    const marked = [];
    for (let i = 0; i < picture.data.length; i += 1) if (Math.abs(picture.data[i] - alone.data[i]) > 24) marked.push(i % picture.width);
    return { count: marked.length, left: Math.min(...marked), right: Math.max(...marked) };
  };
  const lookAgain = async () => {
    await settled(karin);
    return changed(await look(karin, reader, clip));
  };
  await notesOf(noor).focus();
  await notesOf(noor).evaluate((field) => field.setSelectionRange(4, 4));
  const first = await eventually(async () => {
    const seen = await lookAgain();
    return seen.count > 100 && seen.left < 100 && seen;
  }, 'a caret with a name where Noor is');
  await notesOf(noor).evaluate((field) => field.setSelectionRange(30, 30));
  const second = await eventually(async () => {
    const seen = await lookAgain();
    return seen.count > 100 && seen.left > first.left + 40 && seen;
  }, 'the caret follows Noor');
  await notesOf(noor).evaluate((field) => field.setSelectionRange(4, 30));
  await eventually(async () => (await lookAgain()).count > second.count + 1000, 'her selection is marked');
  await noor.context().close();
  await eventually(async () => (await lookAgain()).count === 0, 'it is gone when she is');
  await karin.context().close();
});

test('others\' edits move neither caret, selection nor what is in view', async () => {
  const petter = await room.enter('Petter', { size: { width: 1100, height: 420 } });
  const noor = await room.enter('Noor');
  const text = await textOf(petter);
  await notesOf(petter).focus();
  await notesOf(petter).evaluate((field) => field.setSelectionRange(20, 31, 'backward'));
  const selected = () => notesOf(petter).evaluate((field) => [field.value.slice(field.selectionStart, field.selectionEnd), field.selectionDirection]);
  const before = await selected();
  assert.deepEqual(before, [text.slice(20, 31), 'backward']);
  await settled(petter);
  const scrolled = () => petter.evaluate(() => [...document.querySelectorAll('.samsyn-scroll')].map((area) => area.scrollTop));
  const view = await scrolled();

  await notesOf(noor).focus();
  await noor.keyboard.press('Control+Home');
  await noor.keyboard.type('Först. ');
  await noor.keyboard.press('Control+End');
  await noor.keyboard.type(' Sist.\n\nÄnnu längre ner.');
  await eventuallyEqual(() => textOf(petter), `Först. ${text} Sist.\n\nÄnnu längre ner.`, 'the words arrive');
  await settled(petter);
  assert.deepEqual(await selected(), before, 'the same words are selected');
  assert.deepEqual(await scrolled(), view, 'nothing has scrolled');

  // In the middle of what is being written.
  await notesOf(petter).evaluate((field) => field.setSelectionRange(50, 50));
  await Promise.all([petter.keyboard.type('<petter skriver>'), noor.keyboard.type('<noor skriver>')]);
  await Promise.all([isSaved(petter), isSaved(noor)]);
  const both = await agreedText(petter, noor);
  assert.ok(both.includes('<petter skriver>') && both.includes('<noor skriver>'), both);
  await petter.context().close();
  await noor.context().close();
});

test('text at 200 % on a phone reflows: nothing sticks out, nothing is lost', async () => {
  const page = await room.enter('Noor', { size: kPhone });
  // With letters so large the tabs are a list, which names them too.
  const named = () => page.evaluate(() => [...document.querySelectorAll('#samsyn-mirror button, #samsyn-mirror nav option')]
    .map((one) => one.textContent));
  for (const tab of ['Nu', 'Dagordning', 'Vem gör vad', 'Min röst', 'Mer']) {
    await button(page, tab).click();
    await settled(page);
    const before = await named();
    const larger = page.getByRole('button', { name: /^Större text, nu / });
    for (const percent of [125, 150, 200]) {
      await larger.click();
      await page.getByRole('button', { name: `Större text, nu ${percent} procent` }).waitFor();
    }
    await settled(page);
    const mask = (names) => names.map((name) => name.replace(/\d+ procent/, ''));
    assert.deepEqual(mask(await named()), mask(before), `${tab}: the same buttons`);
    const outside = await page.locator('#samsyn-mirror').evaluate((mirror, width) => {
      const all = [...mirror.querySelectorAll('button, textarea, select, p, h1, h2, h3')];
      return all.filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < -0.5 || right > width + 0.5;
      }).map((one) => one.textContent || one.getAttribute('aria-label'));
    }, kPhone.width);
    assert.deepEqual(outside, [], `${tab}: nothing sticks out`);
    await larger.click();
    await page.getByRole('button', { name: 'Större text, nu 100 procent' }).waitFor();
  }
  await page.context().close();
});

test('a picture compared with itself is the same, and with a shifted one is not', async () => {
  const page = await room.enter('Karin');
  await settled(page);
  const { x, y, width, height } = await inside(notesOf(page));
  const here = await look(page, reader, { x, y, width: width - 3, height });
  const aside = await look(page, reader, { x: x + 3, y, width: width - 3, height });
  assert.equal(sameShare(here, here), 1);
  assert.equal(shiftBetween(columns(here, 0, here.height), columns(aside, 0, aside.height)).shift, -3);
  await page.context().close();
});
