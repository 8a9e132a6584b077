// How people put text in, each with the browser's own machinery, and what others do meanwhile. Every row ends with the
// same text in the field, in the document, and with somebody else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFirefox } from './support/firefox.mjs';
import { eventually, eventuallyEqual, isSaved, kDesk, notesOf, openRoom, paste, textOf } from './support/room.mjs';

let room;
let other;  // Karin, in another browser
before(async () => {
  room = await openRoom();
  other = await room.enter('Karin');
});
after(() => room.close());

const kBegins = 'Vi börjar. ';
const kArabic = 'مرحبا، هذا اجتماعي.';

// A field with a known beginning, the caret at its end.
async function clear(page) {
  await notesOf(page).fill(kBegins);
  await isSaved(page);
  await eventuallyEqual(() => textOf(other), kBegins, 'the other has the beginning');
  await notesOf(page).focus();
  await page.keyboard.press('Control+End');
}

const compose = async (page, steps, result) => {
  for (const text of steps) await page.cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await page.cdp.send('Input.insertText', { text: result });
};

const kRows = [
  ['Chinese, through an input method', async (page) => compose(page, ['n', 'ni', 'ni h', 'ni hao', '你好'], '你好'), `${kBegins}你好`],
  ['Korean, syllables that grow', async (page) => {
    await compose(page, ['ㅎ', '하', '한'], '한');
    await compose(page, ['ㄱ', '구', '국'], '국');
  }, `${kBegins}한국`],
  ['a dead key', async (page) => compose(page, ['´'], 'é'), `${kBegins}é`],
  ['a composition that is given up', async (page) => {
    await page.cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
    await page.cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    await page.keyboard.type('nej');
  }, `${kBegins}nej`],
  ['Android: every word is a composition', async (page) => {
    for (const word of ['Jag', ' är', ' trött', ' på', ' morgonen']) {
      await compose(page, [...word.trimStart()].map((_, i) => word.slice(0, word.length - word.trimStart().length + i + 1)), word);
    }
  }, `${kBegins}Jag är trött på morgonen`],
  ['dictation: whole sentences at once', async (page) => {
    await page.keyboard.insertText('Det går bra när Petter kommer. ');
    await page.keyboard.insertText('Då orkar jag mer, och åker till träffpunkten.');
  }, `${kBegins}Det går bra när Petter kommer. Då orkar jag mer, och åker till träffpunkten.`],
  ['autocorrect: a word is replaced behind the caret', async (page) => {
    await page.keyboard.insertText('Jag vlil komma');
    await notesOf(page).evaluate((field) => {
      const at = field.value.indexOf('vlil');
      field.setSelectionRange(at, at + 4);
      document.execCommand('insertText', false, 'vill');
    });
  }, `${kBegins}Jag vill komma`],
  ['right-to-left text', async (page) => page.keyboard.insertText(kArabic), `${kBegins}${kArabic}`],
  ['emoji of several parts, and one taken away', async (page) => {
    await page.keyboard.insertText('👨‍👩‍👧‍👦👍🏽');
    await page.keyboard.press('Backspace');
  }, null],
  ['undo and redo', async (page) => {
    await page.keyboard.type('ett');
    await page.waitForTimeout(1200);  // a new step of undo begins after a pause
    await page.keyboard.type(' två');
    await page.keyboard.press('Control+z');
    await eventuallyEqual(() => textOf(page), `${kBegins}ett`, 'undone');
    await page.keyboard.press('Control+Shift+z');
    await eventuallyEqual(() => textOf(page), `${kBegins}ett två`, 'done again');
    await page.keyboard.press('Control+z');
    await eventuallyEqual(() => textOf(page), `${kBegins}ett`, 'undone again');
    await page.keyboard.press('Control+y');
  }, `${kBegins}ett två`],
];

for (const [mode, plain] of [['canvas', false], ['plain page', true]]) {
  test(`Chromium, ${mode}: every way to put text in`, async (t) => {
    const page = await room.enter('Petter', { plain });
    page.cdp = await page.context().newCDPSession(page);
    for (const [name, act, expected] of kRows) {
      await t.test(name, async () => {
        await clear(page);
        await act(page);
        if (expected !== null) await eventuallyEqual(() => textOf(page), expected, 'the field');
        await eventuallyEqual(async () => await textOf(other) === await textOf(page), true, 'the other has the same');
        await isSaved(page);
      });
    }

    await t.test('a paste of 100 KB', async () => {
      await clear(page);
      const long = 'Tove bokar läkartid om sömn. '.repeat(4000).slice(0, 99_000);
      await paste(page, long);
      await eventuallyEqual(async () => (await textOf(page)).length, kBegins.length + long.length, 'all of it is there');
      await isSaved(page);
      await eventuallyEqual(async () => (await textOf(other)) === kBegins + long, true, 'and with the other');
      await page.keyboard.press('Control+z');
      await eventuallyEqual(() => textOf(page), kBegins, 'and away again at once');
    });

    await t.test('others’ edits leave caret, selection, scrolling and composition alone', async () => {
      await clear(page);
      const field = notesOf(page);
      await field.evaluate((element) => element.setSelectionRange(3, 9, 'backward'));
      await notesOf(other).focus();
      await other.keyboard.press('Control+Home');
      await other.keyboard.type('Först. ');
      await eventuallyEqual(() => textOf(page), `Först. ${kBegins}`, 'it has come');
      assert.deepEqual(await field.evaluate((element) => [element.value.slice(element.selectionStart, element.selectionEnd), element.selectionDirection]),
        ['börjar', 'backward']);
      const scrolled = await page.evaluate(() => window.scrollY);
      await page.keyboard.press('Control+End');
      await page.cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
      await other.keyboard.type('Igen. ');
      await page.waitForTimeout(500);
      await page.cdp.send('Input.insertText', { text: '你' });
      await eventuallyEqual(() => textOf(page), `Först. Igen. ${kBegins}你`, 'both are there, whole');
      await eventuallyEqual(() => textOf(other), `Först. Igen. ${kBegins}你`, 'for the other too');
      assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - scrolled) < 2, 'the page has not moved');
      assert.equal(await field.evaluate((element) => element === document.activeElement), true);
    });
    await page.context().close();
  });
}

test('Chromium: a finger puts the caret, and two taps choose a word', async () => {
  const page = await room.enter('Petter', { touch: true, size: kDesk });
  await clear(page);
  const field = notesOf(page);
  await field.evaluate((element) => element.blur());
  const box = await field.boundingBox();
  await page.touchscreen.tap(box.x + 40, box.y + 25);
  await eventually(() => field.evaluate((element) => element === document.activeElement), 'the field has the focus');
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.synthesizeTapGesture', { x: box.x + 55, y: box.y + 25, tapCount: 2, gestureSourceType: 'touch' });
  await page.keyboard.insertText('!');
  await isSaved(page);
  await eventuallyEqual(async () => await textOf(other) === await textOf(page), true, 'the other has the same');
  assert.notEqual(await textOf(page), kBegins);
  await page.context().close();
});

test('Firefox, plain page: what its driver can do', async () => {
  const firefox = await openFirefox();
  try {
    const page = await firefox.open(room.relay.linkOf('Petter'));
    await page.press('Gå in i mötet');
    const field = await page.waitFor('textarea', /^Anteckningar: /);
    const value = () => field.evaluate((element) => element.value);
    const insert = (text) => page.page.evaluate((words) => document.execCommand('insertText', false, words), text);
    await field.focus();
    await field.evaluate((element) => element.select());
    await insert(kBegins);
    await page.page.keyboard.type('åäö é 你好 ');
    await insert('Hela meningen på en gång. ');
    await insert(kArabic);
    const expected = `${kBegins}åäö é 你好 Hela meningen på en gång. ${kArabic}`;
    await eventuallyEqual(value, expected, 'the field');
    await eventuallyEqual(() => textOf(other), expected, 'the other has it');
    await field.evaluate((element) => element.setSelectionRange(3, 9));
    await notesOf(other).focus();
    await other.keyboard.press('Control+Home');
    await other.keyboard.type('Först. ');
    await eventuallyEqual(value, `Först. ${expected}`, 'it has come');
    assert.equal(await field.evaluate((element) => element.value.slice(element.selectionStart, element.selectionEnd)), 'börjar');
    const long = 'Tove bokar läkartid. '.repeat(4700);
    await field.evaluate((element) => element.select());
    await insert(long);
    await eventuallyEqual(async () => await textOf(other) === long, true, '100 KB have arrived');
    await page.page.keyboard.down('Control');
    await page.page.keyboard.press('z');
    await page.page.keyboard.up('Control');
    await eventuallyEqual(value, `Först. ${expected}`, 'undone with the keys');
    assert.deepEqual(page.faults, []);
  } finally {
    await firefox.close();
  }
});

test('no page wrote errors', () => { assert.deepEqual(room.problems, []); });
