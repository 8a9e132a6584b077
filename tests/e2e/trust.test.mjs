// Links, consent and what follows from it, in real browsers with the real relay: everything is found by role and name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { keptBy } from './support/device.mjs';
import { eventually, isSaved, openRoom, putCaretAtEnd } from './support/room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

async function openSafety(page, part) {
  await page.getByRole('button', { name: 'Trygghet', exact: true }).click();
  if (part) await page.getByRole('button', { name: part }).first().click();
}

test('the chair invites somebody, and the link that is shown opens the meeting for them', async () => {
  const karin = await room.enter('Karin');
  await openSafety(karin);
  await karin.getByRole('textbox', { name: 'Namn' }).fill('Nadja Ny');
  await karin.getByRole('button', { name: 'Bjud in', exact: true }).click();
  const address = karin.getByRole('textbox', { name: /Nadja Ny/ });
  await address.waitFor();
  const link = await address.inputValue();
  assert.ok(link.startsWith(`${room.relay.address}/#`), link);
  await karin.getByRole('img', { name: /Nadja Ny/ }).waitFor();
  const nadja = await room.newPage(await room.newContext());
  await nadja.goto(link);
  await nadja.getByRole('button', { name: 'Gå in i mötet' }).click();
  await nadja.getByRole('textbox', { name: 'Anteckningar: Hur får jag en dygnsrytm?' }).waitFor();
  await karin.close();
  await nadja.close();
});

test('consent withdrawn closes the others within a second and empties their devices; given again lets them in', async () => {
  const [noor, maria, karin] = await Promise.all([room.enter('Noor'), room.enter('Maria'), room.enter('Karin')]);
  await putCaretAtEnd(maria);
  await maria.keyboard.type(' Skrivet av Maria.');
  await isSaved(maria);
  await openSafety(noor, 'Samtycke');
  await noor.getByRole('button', { name: 'Ta tillbaka samtycket' }).click();
  const began = Date.now();
  await noor.getByRole('button', { name: /Ja, ta tillbaka/ }).click();
  await maria.getByRole('heading', { level: 1, name: 'Samtycket gäller inte längre' }).waitFor();
  const took = Date.now() - began;
  console.log(`Maria had lost the plan ${took} ms after Noor pressed the button`);
  assert.equal(await maria.getByText('Nätterna är värst').count(), 0);
  assert.equal(await maria.getByRole('textbox').count(), 0);
  assert.equal(await keptBy(maria), 0);
  await karin.getByRole('heading', { level: 1, name: /samtycke/i }).waitFor();
  assert.equal(await karin.getByText('Nätterna är värst').count(), 0);
  // Also who opens their link now.
  const late = await room.newPage(await room.newContext());
  await late.goto(room.relay.linkOf('Tove'));
  await late.getByRole('heading', { level: 1, name: 'Samtycket gäller inte längre' }).waitFor();
  // The person goes on, and decides otherwise.
  await noor.getByRole('dialog').getByRole('button', { name: 'Jag samtycker' }).click();
  await maria.getByRole('button', { name: 'Försök igen' }).click();
  await maria.getByRole('button', { name: 'Gå in i mötet' }).click();
  await eventually(async () => (await maria.getByRole('textbox', { name: /Anteckningar/ }).inputValue())
    .includes('Skrivet av Maria.'), 'Maria has the plan again');
  for (const page of [noor, maria, karin, late]) await page.close();
});

test('a link that is taken back opens no more', async () => {
  const [karin, leila] = await Promise.all([room.enter('Karin'), room.enter('Leila')]);
  await openSafety(karin);
  await karin.getByRole('button', { name: 'Dra tillbaka länken till Leila Amini' }).click();
  await karin.getByRole('button', { name: /Ja, dra tillbaka/ }).click();
  await leila.getByRole('heading', { level: 1, name: 'Din inbjudan är tillbakadragen' }).waitFor();
  await leila.reload();
  await leila.getByRole('heading', { level: 1, name: 'Din inbjudan är tillbakadragen' }).waitFor();
  for (const page of [karin, leila]) await page.close();
});

test('no page wrote errors', () => assert.deepEqual(room.problems, []));
