// Takes README's pictures: node tests/e2e/screenshots.mjs
// A lively meeting: six people have come, Noor's caret and what Petter has selected are seen.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { button, eventually, isSaved, kPhone, kWide, notesOf, openRoom, putCaretAtEnd, settled, textOf } from './support/room.mjs';

const kOut = fileURLToPath(new URL('../../web/screenshots/', import.meta.url));
const kSmall = { width: 900, height: 500 };

mkdirSync(kOut, { recursive: true });
const room = await openRoom();
try {
  const take = async (page, name) => {
    await page.mouse.move(1, 1);
    await isSaved(page);
    await settled(page);
    await page.screenshot({ path: join(kOut, `${name}.png`) });
  };
  const others = await Promise.all(['Petter', 'Tove', 'Maria', 'Samira'].map((who) => room.enter(who, { size: kSmall })));
  const [petter] = others;
  const noor = await room.enter('Noor', { size: kPhone });

  const door = await room.arrive('Karin', { size: { width: 1000, height: 760 } });
  await settled(door);
  await door.screenshot({ path: join(kOut, 'join.png') });
  await door.context().close();

  const karin = await room.enter('Karin', { size: kWide });
  await putCaretAtEnd(petter);
  await petter.keyboard.type(' Medicinen har inte setts över sedan i mars.');
  const text = await textOf(petter);
  const select = (page, from, to) => notesOf(page).evaluate((field, [start, end]) => field.setSelectionRange(start, end), [from, to]);
  const words = 'Medicinen har inte setts över';
  await select(petter, text.indexOf(words), text.indexOf(words) + words.length);
  await eventually(async () => await textOf(karin) === text && await textOf(noor) === text, 'everybody sees it');
  await take(noor, 'phone');
  await notesOf(noor).focus();
  const place = text.indexOf('vill prova') + 'vill prova'.length;
  await select(noor, place, place);
  await karin.getByText('Petter skriver för gruppen').waitFor();
  await button(karin, 'Nästa punkt').waitFor();
  await take(karin, 'meeting');
} finally {
  await room.close();
}
