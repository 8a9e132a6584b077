// The agenda as the room changes it: add, rename, move, remove, restore, states, minutes, undo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agendaNames, button, eventually, eventuallyEqual, isSaved, notesOf, openRoom, putCaretAtEnd, textOf } from './support/room.mjs';

let room;
let karin;
let noor;
before(async () => {
  room = await openRoom();
  [karin, noor] = await Promise.all([room.enter('Karin'), room.enter('Noor')]);
});
after(() => room.close());

const titlesOf = async (page) => (await agendaNames(page)).map((name) => name.replace(/^\S+ /, '').split(', ')[0]);
const item = (page, title) => page.getByRole('list', { name: 'Dagordning' }).getByRole('button', { name: title });
const bothShow = (expected, what) => Promise.all([karin, noor].map((page) => eventuallyEqual(() => titlesOf(page), expected, what)));

async function choose(page, title) {
  await item(page, title).click();
  await page.getByRole('heading', { level: 2, name: title }).waitFor();
}

const kBegun = ['Inledning', 'Så är det nu', 'Hur får jag en dygnsrytm?', 'Vem pratar med Försäkringskassan?',
  'Vem hjälper mig prova jobb med djur?', 'Sammanfattning', 'Avslutning'];

test('both see the prepared agenda, and which item the meeting is on', async () => {
  await bothShow(kBegun, 'the demo agenda');
  for (const page of [karin, noor]) {
    assert.equal(await page.locator('[aria-current="true"]').filter({ hasText: 'dygnsrytm' }).count(), 1);
    assert.match((await agendaNames(page))[2], /^3a .*, nu, Noors fråga, /);
  }
});

test('an item is added after the one shown, named, timed and seen by the other', async () => {
  await button(karin, 'Lägg till en punkt').click();
  const title = karin.getByRole('textbox', { name: 'Rubrik' });
  await title.waitFor();
  await title.fill('Hunddagis på prov');
  await karin.getByRole('combobox', { name: 'Minuter' }).selectOption({ label: '15 min' });
  const expected = [...kBegun.slice(0, 3), 'Hunddagis på prov', ...kBegun.slice(3)];
  await bothShow(expected, 'the new item, after the current one');
  await eventually(async () => (await agendaNames(noor))[3].endsWith('15 min'), 'the minutes reach the other');
});

test('an item is moved up and down, in its own browser and the other', async () => {
  await button(karin, 'Flytta upp: Hunddagis på prov').click();
  await bothShow([...kBegun.slice(0, 2), 'Hunddagis på prov', ...kBegun.slice(2)], 'moved up');
  await button(karin, 'Flytta ner: Hunddagis på prov').click();
  await bothShow([...kBegun.slice(0, 3), 'Hunddagis på prov', ...kBegun.slice(3)], 'moved down again');
});

test('one renames while the other moves the same item: both count', async () => {
  await choose(noor, 'Hunddagis på prov');
  await noor.getByRole('button', { name: /^Ändra punkten/ }).click();
  await Promise.all([
    button(karin, 'Flytta ner: Hunddagis på prov').click(),
    noor.getByRole('textbox', { name: 'Rubrik' }).fill('Hundar'),
  ]);
  await bothShow([...kBegun.slice(0, 4), 'Hundar', ...kBegun.slice(4)], 'renamed and moved');
  await button(noor, 'Klar med ändringen').click();
});

test('what is removed can be taken back, in the same place', async () => {
  await button(karin, 'Ta bort: Hundar').click();
  await bothShow(kBegun, 'removed');
  await button(noor, 'Ta tillbaka: Hundar').click();
  await bothShow([...kBegun.slice(0, 4), 'Hundar', ...kBegun.slice(4)], 'restored where it was');
});

test('the states are väntar, nu and klar, and only one item is now', async () => {
  await choose(karin, 'Hundar');
  const edit = karin.getByRole('button', { name: /^Ändra punkten/ });
  if (await edit.getAttribute('aria-expanded') === 'false') await edit.click();
  const state = karin.getByRole('combobox', { name: 'Läge' });
  const said = (wanted) => Promise.all([karin, noor].map((page) =>
    eventually(async () => (await agendaNames(page)).some((name) => name.includes(`Hundar, ${wanted}`)), `Hundar is ${wanted}`)));
  await state.selectOption({ label: 'nu' });
  await said('nu');
  assert.equal((await agendaNames(noor)).filter((name) => name.includes(', nu')).length, 1);
  await state.selectOption({ label: 'klar' });
  await said('klar');
  await state.selectOption({ label: 'väntar' });
  await said('väntar');
});

test('the chair takes the meeting to the next item, and others follow', async () => {
  await choose(karin, 'Vem pratar med Försäkringskassan?');
  await button(karin, 'Nästa punkt').or(button(karin, 'Gå hit nu')).or(button(karin, 'Börja mötet')).first().click();
  await eventually(async () => (await agendaNames(noor)).some((name) => name.includes(', nu')), 'an item is now');
  const now = (await titlesOf(karin))[(await agendaNames(karin)).findIndex((name) => name.includes(', nu'))];
  const follow = noor.getByRole('button', { name: /^Följ med till / });
  const there = noor.getByRole('heading', { level: 2, name: now });
  await follow.or(there).first().waitFor();
  if (await follow.count() > 0) await follow.click();
  await there.waitFor();
});

test('a person cannot be robbed of their own question by the chair', async () => {
  await choose(karin, 'dygnsrytm');
  const edit = karin.getByRole('button', { name: /^Ändra punkten/ });
  if (await edit.getAttribute('aria-expanded') === 'false') await edit.click();
  await karin.getByRole('textbox', { name: 'Rubrik' }).waitFor();
  const before = await agendaNames(karin);
  for (const name of [/^Ta bort: Hur får jag/, /^Flytta upp: Hur får jag/]) {
    await karin.getByRole('button', { name }).click();
    await karin.getByText('Frågorna är Noors.', { exact: false }).first().waitFor();
    await button(karin, 'Jag förstår').click();
  }
  assert.deepEqual(await agendaNames(karin), before, 'the chair has changed nothing');
  await choose(noor, 'dygnsrytm');
  await noor.getByRole('button', { name: /^Ändra punkten/ }).click();
  await noor.getByRole('button', { name: /^Flytta upp: Hur får jag/ }).waitFor();
  await button(noor, 'Klar med ändringen').click();
});

test('undo takes back one\'s own words and leaves the other\'s', async () => {
  await Promise.all([choose(karin, 'Inledning'), choose(noor, 'Inledning')]);
  const begun = await textOf(karin);
  await putCaretAtEnd(karin);
  await karin.keyboard.type(' Karins ord.');
  await eventually(async () => (await textOf(noor)).endsWith(' Karins ord.'), 'Noor sees what Karin wrote');
  await putCaretAtEnd(noor);
  await noor.keyboard.type(' Noors ord.');
  await eventuallyEqual(() => textOf(karin), `${begun} Karins ord. Noors ord.`, 'both have written');
  await notesOf(karin).focus();
  await karin.keyboard.press('Control+z');
  for (const page of [karin, noor]) await eventuallyEqual(() => textOf(page), `${begun} Noors ord.`, 'Karin undid her own');
  await karin.keyboard.press('Control+Shift+z');
  for (const page of [karin, noor]) await eventuallyEqual(() => textOf(page), `${begun} Karins ord. Noors ord.`, 'and did it again');
  await button(noor, 'Ångra').click();
  for (const page of [karin, noor]) await eventuallyEqual(() => textOf(page), `${begun} Karins ord.`, 'Noor undid hers, by the button');
  await button(noor, 'Gör om').click();
  for (const page of [karin, noor]) await eventuallyEqual(() => textOf(page), `${begun} Karins ord. Noors ord.`, 'and did it again');
});

test('who opens the link afterwards sees the same agenda', async () => {
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const aida = await room.enter('Aida');
  await eventuallyEqual(() => agendaNames(aida), await agendaNames(karin), 'the same agenda');
  assert.deepEqual(room.problems, []);
});
