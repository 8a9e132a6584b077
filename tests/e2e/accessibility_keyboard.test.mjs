// Everything can be reached and used with the keyboard alone, and the focus is never lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { focused, playMeeting, tabTo } from './support/keys.mjs';
import { button, eventually, eventuallyEqual, isSaved, kPhone, kWide, notesOf, openRoom, textOf } from './support/room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

// Everything the accessibility tree says can be focused, in its order.
async function focusableIn(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const focusable = nodes.filter((node) => !node.ignored && node.role?.value !== 'RootWebArea' &&
    node.properties?.some(({ name, value }) => name === 'focusable' && value.value));
  const names = [];
  for (const { backendDOMNodeId } of focusable) {
    const { object } = await session.send('DOM.resolveNode', { backendNodeId: backendDOMNodeId });
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId, returnByValue: true,
      functionDeclaration: `function () {
        if (this.tagName === 'OPTION' || this.disabled) return null;
        return this.tagName.toLowerCase() + ' ' + (this.getAttribute('aria-label') ?? this.textContent);
      }`,
    });
    if (result.value) names.push(result.value);
  }
  await session.detach();
  return names;
}

// Presses the key until it comes back to where it first was, and returns what it met on the way.
async function walk(page, key) {
  const met = [];
  await page.evaluate(() => { window.firstMet = null; });
  for (let i = 0; i < 250; i += 1) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now === 'nothing') continue;  // past the last one: the browser's own controls
    if (await page.evaluate(() => {
      if (window.firstMet === document.activeElement) return true;
      window.firstMet ??= document.activeElement;
      return false;
    })) return met;
    met.push(now);
  }
  throw new Error(`${key} goes round without end: ${met.slice(-8).join(' | ')}`);
}

async function allReachable(page, where) {
  const focusable = await focusableIn(page);
  assert.ok(focusable.length >= 2, `${where}: there is something to reach`);
  assert.ok(focusable.every((name) => /\S \S/.test(name)), `${where}: everything has a name: ${focusable}`);
  const forwards = await walk(page, 'Tab');
  assert.deepEqual([...forwards].sort(), [...focusable].sort(), `${where}: Tab meets everything once`);
  const backwards = await walk(page, 'Shift+Tab');
  assert.deepEqual([...backwards].sort(), [...focusable].sort(), `${where}: and so does Shift+Tab`);
}

test('1440×880: everything is reached by Tab, with everything opened', async () => {
  const page = await room.arrive('Karin', { size: kWide });
  await allReachable(page, 'the door');
  await tabTo(page, 'button Gå in i mötet');
  await page.keyboard.press('Enter');
  await notesOf(page).waitFor();
  await allReachable(page, 'the meeting');
  await page.getByRole('button', { name: /^Ändra punkten/ }).click();
  await page.getByRole('button', { name: /^Ändra: Bokar/ }).click();
  await page.getByRole('textbox', { name: 'Vad', exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'Rubrik' }).waitFor();
  await allReachable(page, 'both editors open');
  await page.context().close();
});

test('390×844: everything is reached by Tab, in every tab', async () => {
  const page = await room.enter('Noor', { size: kPhone });
  for (const tab of ['Nu', 'Dagordning', 'Vem gör vad', 'Min röst', 'Mer']) {
    await tabTo(page, `button ${tab}`);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Delar av mötet' }).getByRole('button', { name: tab, exact: true })
      .and(page.locator('[aria-current]')).waitFor();
    assert.equal(await focused(page), `button ${tab}`, 'the focus stays on the tab');
    await allReachable(page, `the tab ${tab}`);
  }
  await page.context().close();
});

test('chair and person go through a short meeting', async () => {
  const chair = await room.arrive('Karin', { size: kWide });
  const person = await room.arrive('Noor', { size: kWide });
  await playMeeting(chair, person);
  await chair.context().close();
  await person.context().close();
});

test('a commitment is written, filled in, removed and taken back without a mouse', async () => {
  const page = await room.enter('Karin', { size: kWide });
  await tabTo(page, 'button Lägg till vem som gör vad');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Vad', exact: true }).waitFor();
  await tabTo(page, 'textarea Vad');
  await page.keyboard.type('Ringer Noor på fredag');
  await tabTo(page, 'select Vem');
  await page.keyboard.press('ArrowDown');  // as closed lists are used everywhere
  await page.keyboard.press('ArrowDown');
  await eventuallyEqual(() => page.getByRole('combobox', { name: 'Vem' }).evaluate((list) => list.selectedOptions[0].text),
    'Maria Lindqvist', 'the second in the list');
  assert.equal(await focused(page), 'select Vem', 'choosing keeps the focus');
  await tabTo(page, 'button Klar med ändringen');
  await page.keyboard.press('Space');
  const item = page.getByRole('list', { name: 'Vem gör vad' }).getByRole('listitem').filter({ hasText: 'Ringer Noor på fredag' });
  await item.getByText('Föreslagen – Maria har inte sagt ja än').first().waitFor();
  await somewhereSensible(page, 'after the editor closed');
  await tabTo(page, 'button Ändra: Ringer Noor på fredag');
  await page.keyboard.press('Enter');
  await button(page, 'Ta bort: Ringer Noor på fredag').waitFor();
  await tabTo(page, 'button Ta bort: Ringer Noor på fredag');
  await page.keyboard.press('Enter');
  await eventually(async () => await item.count() === 0, 'it is gone');
  await somewhereSensible(page, 'after what had the focus was removed');
  await tabTo(page, 'button Ta tillbaka: Ringer Noor på fredag');
  await page.keyboard.press('Enter');
  await item.getByText('Föreslagen – Maria').first().waitFor();
  await somewhereSensible(page, 'after the button that had the focus did its work');
  await isSaved(page);
  await page.context().close();
});

async function somewhereSensible(page, when) {
  await eventually(async () => await focused(page) !== 'nothing', `${when} the focus is on something`, 3000);
}

test('an item is moved and renamed without a mouse, and the focus stays on the button', async () => {
  const page = await room.enter('Karin', { size: kWide });
  await tabTo(page, 'button Lägg till en punkt');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Rubrik' }).waitFor();
  await tabTo(page, 'textarea Rubrik');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Fika');
  await button(page, 'Flytta upp: Fika').waitFor();
  const place = () => page.getByRole('list', { name: 'Dagordning' }).getByRole('button')
    .evaluateAll((all) => all.findIndex((one) => one.textContent.includes('Fika')));
  const began = await place();
  await tabTo(page, 'button Flytta upp: Fika');
  for (const up of [1, 2]) {
    await page.keyboard.press('Enter');
    await eventuallyEqual(place, began - up, `${up} up`);
  }
  assert.equal(await focused(page), 'button Flytta upp: Fika');
  await eventuallyEqual(place, began - 2, 'two places up');
  await page.context().close();
});

test('the participants open over everything, keep the focus, and give it back', async () => {
  const page = await room.enter('Karin', { size: kWide });
  for (const close of ['Escape', 'button']) {
    await tabTo(page, /^button Visa deltagare/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Deltagare' });
    await dialog.waitFor();
    for (let i = 0; i < 6; i += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement.closest('dialog'));
      assert.equal(outside, false, 'nothing behind the dialog gets the focus');
    }
    if (close === 'Escape') {
      await page.keyboard.press('Escape');
    } else {
      await tabTo(page, 'button Stäng');
      await page.keyboard.press('Enter');
    }
    await dialog.waitFor({ state: 'detached' });
    await eventually(async () => /^button Visa deltagare/.test(await focused(page)), `closed by ${close}: the focus goes back`, 3000);
  }
  await page.context().close();
});

test('Tab leaves the notes, and what somebody else does never takes the focus', async () => {
  const page = await room.enter('Petter', { size: kWide });
  const karin = await room.enter('Karin', { size: kWide });
  const item = page.getByRole('list', { name: 'Dagordning' });
  await notesOf(page).focus();
  const before = await textOf(page);
  await page.keyboard.press('Tab');
  assert.equal(await textOf(page), before, 'Tab writes nothing');
  assert.notEqual(await focused(page), `textarea ${await notesOf(page).getAttribute('aria-label')}`);

  // The focus is on something that somebody else removes.
  await button(karin, 'Lägg till en punkt').click();
  await karin.getByRole('textbox', { name: 'Rubrik' }).fill('Försvinner strax');
  const gone = item.getByRole('button', { name: /Försvinner strax/ });
  await gone.focus();
  assert.match(await focused(page), /Försvinner strax/);
  await button(karin, 'Ta bort: Försvinner strax').click();
  await gone.waitFor({ state: 'detached' });
  await somewhereSensible(page, 'after somebody else removed what had it');

  // The focus is in the notes while everything around moves.
  await notesOf(page).focus();
  await button(karin, 'Jag vill säga något').click();
  await page.getByRole('list', { name: 'Vill säga något' }).waitFor();
  await button(karin, 'Paus').click();
  await button(page, 'Fortsätt mötet').waitFor();
  assert.equal(await focused(page), `textarea ${await notesOf(page).getAttribute('aria-label')}`);
  await button(karin, 'Fortsätt mötet').click();
  await page.context().close();
  await karin.context().close();
});

test('no page wrote errors', () => { assert.deepEqual(room.problems, []); });
