// Who does what: the chair writes it down, its owner says yes in their own browser, and roles may what they may.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { button, eventually, eventuallyEqual, isSaved, notesOf, openRoom, textOf } from './support/room.mjs';

let room;
let karin;
before(async () => {
  room = await openRoom({ observer: 'p3' });
  karin = await room.enter('Karin');
});
after(() => room.close());

const outcomes = (page) => page.getByRole('list', { name: 'Vem gör vad' }).getByRole('listitem');
const outcome = (page, what) => outcomes(page).filter({ has: page.getByRole('heading', { name: what }) });
const shows = (page, what, text) => outcome(page, what).getByText(text).first().waitFor();

const kWhat = 'Tove bokar läkartid om sömn och medicin.';

test('what is selected in the notes becomes a commitment, and is filled in', async () => {
  const text = await textOf(karin);
  const start = text.indexOf(kWhat);
  assert.ok(start >= 0);
  await notesOf(karin).focus();
  await notesOf(karin).evaluate((field, [from, to]) => field.setSelectionRange(from, to), [start, start + kWhat.length]);
  await button(karin, 'Gör till överenskommelse').click({ delay: 120 });  // as long as a finger presses
  const what = karin.getByRole('textbox', { name: 'Vad', exact: true });
  await eventuallyEqual(() => what.inputValue(), kWhat, 'the words selected');
  await what.fill('Bokar uppföljning hos läkaren');
  await karin.getByRole('combobox', { name: 'Vem' }).selectOption({ label: 'Tove Hallgren' });
  await karin.getByRole('combobox', { name: 'Huvudman' }).selectOption({ label: 'region' });
  await karin.getByRole('textbox', { name: 'Senast' }).fill('10 dec');
  await button(karin, 'Klar med ändringen').click();
  await shows(karin, 'Bokar uppföljning hos läkaren', /^Tove\s·\sregion\s·\ssenast\s10\sdec$/);
  await shows(karin, 'Bokar uppföljning hos läkaren', 'Föreslagen – Tove har inte sagt ja än');
});

test('a date that is none says how to write one, and keeps what was there', async () => {
  await button(karin, 'Ändra: Bokar uppföljning hos läkaren').click();
  const latest = karin.getByRole('textbox', { name: 'Senast' });
  await latest.fill('snart');
  await latest.press('Enter');
  await karin.getByText('Skriv datumet som 4 dec eller 2026-12-04').first().waitFor();
  assert.equal(await latest.getAttribute('aria-invalid'), 'true');
  await latest.fill('2026-12-10');
  await latest.press('Enter');
  await eventually(async () => await latest.getAttribute('aria-invalid') === null, 'the date is one');
  await button(karin, 'Klar med ändringen').click();
  await shows(karin, 'Bokar uppföljning hos läkaren', /senast\s10\sdec/);
});

test('the owner says yes in their own browser, and the chair sees it', async () => {
  const tove = await room.enter('Tove');
  assert.equal(await tove.getByRole('button', { name: /^Ändra: / }).count(), 0, 'a professional edits no outcomes');
  assert.equal(await button(tove, 'Lägg till vem som gör vad').count(), 0);
  assert.equal(await button(tove, 'Gör till överenskommelse').count(), 0);
  await button(tove, 'Jag tar det: Bokar uppföljning hos läkaren').click();
  await shows(tove, 'Bokar uppföljning hos läkaren', 'Lovad – Tove har sagt ja');
  await shows(karin, 'Bokar uppföljning hos läkaren', 'Lovad – Tove har sagt ja');
  assert.equal(await karin.getByRole('button', { name: /^Ångra mitt ja: Bokar uppföljning/ }).count(), 0, 'nobody takes back for another');
  await button(tove, 'Ångra mitt ja: Bokar uppföljning hos läkaren').click();
  await shows(karin, 'Bokar uppföljning hos läkaren', 'Föreslagen – Tove har inte sagt ja än');
  await button(tove, 'Jag tar det: Bokar uppföljning hos läkaren').click();
  await shows(karin, 'Bokar uppföljning hos läkaren', 'Lovad – Tove har sagt ja');
  await tove.context().close();
});

test('a yes is its owner\'s alone: when somebody else is to do it, nobody has promised', async () => {
  await button(karin, 'Ändra: Bokar uppföljning hos läkaren').click();
  await karin.getByRole('combobox', { name: 'Vem' }).selectOption({ label: 'Aida Hodzic' });
  await button(karin, 'Klar med ändringen').click();
  await shows(karin, 'Bokar uppföljning hos läkaren', 'Föreslagen – Aida har inte sagt ja än');
});

test('somebody invited without a mandate takes it home', async () => {
  await button(karin, 'Lägg till vem som gör vad').click();
  await karin.getByRole('textbox', { name: 'Vad', exact: true }).fill('Ordnar ny handläggare');
  await karin.getByRole('combobox', { name: 'Vem' }).selectOption({ label: 'Oskar Bergman' });
  await button(karin, 'Klar med ändringen').click();
  const oskar = await room.enter('Oskar');
  await button(oskar, 'Jag tar det: Ordnar ny handläggare').click();
  await shows(oskar, 'Ordnar ny handläggare', 'Tas med hem – saknar mandat');
  await shows(karin, 'Ordnar ny handläggare', 'Tas med hem – saknar mandat');
  await oskar.context().close();
});

test('the state says how it went', async () => {
  const edit = button(karin, 'Ändra: Ordnar ny handläggare');
  for (const [choice, text] of [['Klar', 'Klar'], ['Ej gjord', 'Ej gjord'], ['Tas med hem', 'Tas med hem – saknar mandat']]) {
    await edit.click();
    await karin.getByRole('combobox', { name: 'Läge' }).selectOption({ label: choice });
    await button(karin, 'Klar med ändringen').click();
    await shows(karin, 'Ordnar ny handläggare', text);
  }
});

test('what is removed can be taken back', async () => {
  await button(karin, 'Ändra: Ordnar ny handläggare').click();
  await button(karin, 'Ta bort: Ordnar ny handläggare').click();
  await eventually(async () => await outcome(karin, 'Ordnar ny handläggare').count() === 0, 'it is gone');
  await button(karin, 'Ta tillbaka: Ordnar ny handläggare').click();
  await shows(karin, 'Ordnar ny handläggare', 'Tas med hem – saknar mandat');
});

test('an observer reads everything and writes nothing', async () => {
  const samira = await room.arrive('Samira');
  await samira.getByText('Du kan läsa allt men inte skriva.').waitFor();
  await button(samira, 'Gå in i mötet').click();
  await notesOf(samira).waitFor();
  assert.equal(await notesOf(samira).getAttribute('readonly') !== null, true);
  const before = await textOf(samira);
  await notesOf(samira).focus();
  await samira.keyboard.type('Nej');
  assert.equal(await textOf(samira), before);
  for (const name of [/^Ändra/, /^Jag tar det/, 'Lägg till en punkt', 'Lägg till vem som gör vad', 'Ångra', 'Jag vill säga något',
    'Gör till överenskommelse', 'Paus']) {
    assert.equal(await samira.getByRole('button', { name }).count(), 0, `no button ${name}`);
  }
  await shows(samira, 'Ordnar ny handläggare', 'Tas med hem – saknar mandat');
  await samira.context().close();
});

test('pausing stops the meeting for everybody, and hands are seen', async () => {
  const noor = await room.enter('Noor');
  await button(noor, 'Paus').click();
  await karin.getByText('Noor har bett om paus. Ta den tid ni behöver.').first().waitFor();
  await button(karin, 'Fortsätt mötet').click();
  await button(noor, 'Paus').waitFor();
  await button(noor, 'Jag vill säga något').click();
  const hands = karin.getByRole('list', { name: 'Vill säga något' });
  await hands.getByText('Noor').first().waitFor();
  await button(karin, 'Noor har pratat').click();
  await hands.waitFor({ state: 'detached' });
  await button(noor, 'Jag vill säga något').waitFor();
  await isSaved(noor);
  assert.deepEqual(room.problems, []);
});
