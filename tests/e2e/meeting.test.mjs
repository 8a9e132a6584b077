// Two people write in the same notes, others come later, the relay dies: nothing that was said is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agreedText, eventually, goIn, isSaved, kPhone, notesOf, openRoom, paste, putCaretAtEnd, statusWith, textOf } from './support/room.mjs';

const kOffline = 'Ingen anslutning – det du skriver sparas på den här enheten';

// 300 characters and more each, with everything that goes wrong in editors.
const kKarin = {
  typed: 'Karin sammanfattar: Noor vill sova på natten och vara vaken på dagen. Åsa, Örjan och Älva följer upp. ' +
    'Kaffet tog slut \u{1F642} men vi fortsätter. Cafe\u0301 Ankaret bjuder nästa gång. ',
  pasted: 'Beslut: boendestöd måndag, onsdag och fredag.\nUppföljning i januari, efter träffpunkten. ',
  rest: 'Noor säger att det känns bra så, och att hon själv ringer om det blir för mycket för henne.',
};
const kNoor = {
  typed: 'Noor skriver själv: jag vill hellre ha hjälp på morgonen än på kvällen, för då är det lättast att komma igång. ' +
    'Resume\u0301 skickas av Leila \u{1F436} så att jag får prova hunddagiset. ',
  pasted: 'Min lista:\n1. sova\n2. äta frukost\n3. gå ut en gång om dagen, även när det regnar. ',
  rest: 'Öva på bussen först, åka med någon, och sedan åka ensam till träffpunkten om det går.',
};
const whole = (part) => part.typed + part.pasted + part.rest;

async function writeAll(page, part) {
  await page.keyboard.type(part.typed);
  await paste(page, part.pasted);
  await page.keyboard.type(part.rest);
}

const timesIn = (text, part) => text.split(part).length - 1;

let room;
let karin;
let noor;
before(async () => {
  room = await openRoom();
  [karin, noor] = await Promise.all([room.enter('Karin'), room.enter('Noor', { size: kPhone })]);
});
after(() => room.close());

test('two people write 300 characters each into the same place at once, and both are whole', async () => {
  assert.ok(whole(kKarin).length >= 300 && whole(kNoor).length >= 300);
  const begun = await agreedText(karin, noor);
  await Promise.all([putCaretAtEnd(karin), putCaretAtEnd(noor)]);
  await Promise.all([writeAll(karin, kKarin), writeAll(noor, kNoor)]);
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(karin, noor);
  assert.equal(text.length, begun.length + whole(kKarin).length + whole(kNoor).length);
  assert.ok(text.startsWith(begun), 'what stood there before is still there, first');
  assert.equal(timesIn(text, whole(kKarin)), 1, `Karin's words are there once and in one piece:\n${text}`);
  assert.equal(timesIn(text, whole(kNoor)), 1, `Noor's words are there once and in one piece:\n${text}`);
});

test('what is composed from several keys arrives as what was meant', async () => {
  await putCaretAtEnd(noor);
  const session = await noor.context().newCDPSession(noor);
  await session.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
  await putCaretAtEnd(karin);
  await karin.keyboard.type(' Under tiden.');
  await session.send('Input.imeSetComposition', { text: 'é', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: 'é' });
  await noor.keyboard.type('clair');
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(karin, noor);
  assert.equal(timesIn(text, 'éclair'), 1, text);
  assert.equal(timesIn(text, ' Under tiden.'), 1, text);
  assert.ok(!text.includes('´'), 'the dead key alone is gone');
});

test('somebody who comes later sees the same', async () => {
  const tove = await room.enter('Tove');
  const text = await agreedText(tove, karin, noor);
  assert.equal(timesIn(text, whole(kKarin)), 1);
  await tove.context().close();
});

test('the relay is killed while both type: what was acknowledged is there once, the rest arrives afterwards', async () => {
  await Promise.all([putCaretAtEnd(karin), putCaretAtEnd(noor)]);
  await karin.keyboard.type('\nFöre avbrottet: ');
  await isSaved(karin);
  const acknowledged = await textOf(karin);
  const karinWords = Array.from({ length: 20 }, (_, i) => `k${i} å `).join('');
  const noorWords = Array.from({ length: 20 }, (_, i) => `n${i} ö `).join('');
  await putCaretAtEnd(karin);
  await noorTo('Noors rad: ');
  const typing = Promise.all([
    karin.keyboard.type(karinWords, { delay: 15 }), noor.keyboard.type(noorWords, { delay: 15 }),
  ]);
  await eventually(async () => (await textOf(karin)).includes('n3'), 'the other hears the first words');
  await room.relay.kill();
  await typing;
  await Promise.all([karin, noor].map((page) => page.getByRole('alert').filter({ hasText: kOffline }).first().waitFor()));
  await Promise.all([karin, noor].map((page) => statusWith(page, 'Ingen anslutning').waitFor()));
  assert.ok((await textOf(karin)).includes(karinWords), 'typing went on without a connection');

  await room.relay.start();
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(karin, noor);
  assert.ok(text.includes(acknowledged.trimEnd().slice(-40)), 'what was acknowledged before is there');
  assert.equal(timesIn(text, karinWords), 1, text);
  assert.equal(timesIn(text, noorWords), 1, text);
  await karin.getByText(kOffline).first().waitFor({ state: 'detached' });

  const aida = await room.enter('Aida');
  assert.equal(await agreedText(aida, karin), text, 'the journal has the same');
  await aida.context().close();
});

// On a line of her own, so that the two lines can be told apart.
async function noorTo(beginning) {
  await notesOf(noor).focus();
  await noor.keyboard.press('Control+Home');
  await noor.keyboard.type(beginning);
}

test('a connection that hangs says that it saves, and then that everything is saved', async () => {
  const petter = await room.newContext();
  const page = await room.newPage(petter);
  let holdsBack = false;
  const held = [];
  // The real relay behind a line that stands still for a while.
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => server.send(message));
    server.onMessage((message) => (holdsBack ? held.push(() => socket.send(message)) : socket.send(message)));
  });
  await page.goto(room.relay.linkOf('Petter'));
  await goIn(page);
  await isSaved(page);
  holdsBack = true;
  await putCaretAtEnd(page);
  await page.keyboard.type(' Petter.');
  await statusWith(page, 'Sparar…').waitFor();
  assert.equal(await statusWith(page, 'Allt är sparat').count(), 0, 'nothing is called saved that is not');
  holdsBack = false;
  held.forEach((deliver) => deliver());
  await isSaved(page);
  assert.ok((await agreedText(page, karin)).includes(' Petter.'));
  await petter.close();
});

test('closing the page without a connection and opening it again later loses nothing', async () => {
  const context = await room.newContext();
  const first = await room.enter('Leila', { context });
  await isSaved(first);
  await room.relay.kill();
  await first.getByText(kOffline).first().waitFor();
  await putCaretAtEnd(first);
  await first.keyboard.type(' Leila var här utan nät.');
  assert.ok((await textOf(first)).endsWith('Leila var här utan nät.'));
  const closed = first.waitForEvent('close');
  await first.close({ runBeforeUnload: true });  // as people close a tab
  await closed;

  await room.relay.start();
  const second = await room.enter('Leila', { context });
  await isSaved(second);
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(second, karin, noor);
  assert.equal(timesIn(text, ' Leila var här utan nät.'), 1, text);
  await context.close();
});

test('the pages had nothing to complain about but the lost connection', () => {
  assert.deepEqual(room.problems.filter((problem) => !/WebSocket connection to .* failed/.test(problem)), []);
});
