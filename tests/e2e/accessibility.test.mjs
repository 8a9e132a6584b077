// axe-core, with every rule it has, on everything people meet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findsNothing, findsNothingInFirefox } from './support/axe.mjs';
import { openFirefox } from './support/firefox.mjs';
import { everyPanel, handOf, handOfFirefox } from './support/panels.mjs';
import { button, chooseLanguage, closeDialog, isSaved, kPhone, kWide, notesOf, openRoom } from './support/room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

for (const [sizeName, size] of [['1440×880', kWide], ['390×844', kPhone]]) {
  test(`the door, ${sizeName}, in both languages`, async () => {
    const page = await room.arrive('Karin', { size });
    await findsNothing(page, 'in Swedish');
    await button(page, 'English').click();
    await page.getByRole('button', { name: 'Enter the meeting' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await findsNothing(page, 'in English');
    await page.context().close();
  });

  test(`the meeting, ${sizeName}, with everything opened, in both languages`, async () => {
    const noor = await room.enter('Noor', { size: kPhone });
    const page = await room.enter('Karin', { size });
    await isSaved(page);
    await findsNothing(page, 'the meeting as it is');
    if (size === kPhone) await onThePhone(page);
    else await onTheScreen(page);
    await page.context().close();
    await noor.context().close();
  });
}

async function onTheScreen(page) {
  await page.getByRole('button', { name: /^Ändra punkten/ }).click();
  await page.getByRole('button', { name: /^Ändra: Bokar/ }).click();
  await page.getByRole('textbox', { name: 'Vad', exact: true }).waitFor();
  await findsNothing(page, 'both editors open');
  await page.getByRole('textbox', { name: 'Senast' }).fill('snart');
  await page.getByRole('textbox', { name: 'Senast' }).press('Enter');
  await page.getByText('Skriv datumet som').first().waitFor();
  await findsNothing(page, 'a date that is none');
  await page.getByRole('button', { name: /^Visa deltagare/ }).click();
  await page.getByRole('dialog', { name: 'Deltagare' }).waitFor();
  await findsNothing(page, 'the participants');
  await closeDialog(page);
  await notesOf(page).focus();
  await findsNothing(page, 'writing');
  await chooseLanguage(page, 'English');
  await page.getByRole('button', { name: /^Edit item/ }).waitFor();
  await findsNothing(page, 'in English');
  await page.getByRole('button', { name: /^Show participants/ }).click();
  await page.getByRole('dialog').waitFor();
  await findsNothing(page, 'the participants in English');
  await button(page, 'Close').click();
  await page.getByRole('button', { name: /^Larger text/ }).click();
  await page.getByRole('button', { name: 'Larger text, now 125 percent' }).waitFor();
  await findsNothing(page, 'larger');
}

async function onThePhone(page) {
  await page.getByRole('button', { name: /^Ändra punkten/ }).click();
  await page.getByRole('textbox', { name: 'Rubrik' }).waitFor();
  await findsNothing(page, 'the item editor');
  for (const [tab, heading] of [['Dagordning', 'Dagordning'], ['Vem gör vad', 'Vem gör vad'], ['Mer', 'Deltagare']]) {
    await button(page, tab).click();
    await page.getByRole('heading', { level: 2, name: heading }).waitFor();
    await findsNothing(page, `the tab ${tab}`);
  }
  await chooseLanguage(page, 'English');
  for (const tab of ['Now', 'Agenda', 'Who does what', 'More']) {
    await button(page, tab).click();
    await page.getByRole('navigation', { name: 'Parts of the meeting' }).getByRole('button', { name: tab }).and(page.locator('[aria-current]')).waitFor();
    await findsNothing(page, `the tab ${tab}`);
  }
}

test('without a connection', async () => {
  const page = await room.enter('Petter');
  await room.relay.kill();
  await page.getByText('Ingen anslutning – det du skriver').first().waitFor();
  await findsNothing(page, 'without a connection');
  await room.relay.start();
  await isSaved(page);
  await page.context().close();
});

test('a page without a link', async () => {
  const page = await room.newPage(await room.newContext());
  await page.goto(room.relay.address);
  await page.getByRole('heading', { name: 'Behövs en SIP?' }).waitFor();
  await findsNothing(page, 'no link');
  await page.context().close();
});

const kColours = [['light', {}], ['dark', { colorScheme: 'dark' }], ['high contrast', { contrast: 'more' }]];

for (const [colours, asked] of kColours) {
  for (const plain of [false, true]) {
    test(`Chromium, ${plain ? 'plain page' : 'canvas'}, ${colours}: every panel`, async () => {
      for (const who of colours === 'light' ? ['Karin', 'Noor'] : ['Noor']) {
        const page = await room.enter(who, { size: kWide, plain, ...asked });
        assert.equal(await page.locator('html').getAttribute('data-page'), plain ? 'plain' : 'canvas');
        await everyPanel(handOf(page), (panel) => findsNothing(page, `${who}, ${panel}`));
        await page.context().close();
      }
    });
  }
}

test('Chromium, plain page at 320 px and 200 %: nothing sticks out, and axe finds nothing', async () => {
  const page = await room.enter('Noor', { size: { width: 320, height: 640 }, plain: true, percent: 200 });
  for (const tab of ['Nu', 'Dagordning', 'Vem gör vad', 'Min röst', 'Mer']) {
    await page.getByRole('combobox', { name: 'Delar av mötet' }).selectOption({ label: tab });
    await findsNothing(page, tab);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${tab}: no scrolling sideways`);
  }
  await page.context().close();
});

for (const [name, options, page] of [
  ['canvas', { draws: true }, 'canvas'], ['plain page', {}, 'plain'], ['plain page, dark', { dark: true }, 'plain'],
  ['plain page, high contrast', { contrast: true }, 'plain']]) {
  test(`Firefox, ${name}: every panel`, async () => {
    const firefox = await openFirefox(options);
    try {
      const karin = await firefox.open(room.relay.linkOf('Karin'));
      await karin.press('Gå in i mötet');
      await karin.waitFor('textarea', /^Anteckningar: /);
      assert.equal(await karin.page.evaluate(() => document.documentElement.dataset.page), page);
      await everyPanel(handOfFirefox(karin), (panel) => findsNothingInFirefox(karin, panel));
      assert.deepEqual(karin.faults, []);
    } finally {
      await firefox.close();
    }
  });
}
