// Wrong links, rubbish on the socket, floods: a clear answer for whoever sends it, and nothing for anybody else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { agreedText, eventually, isSaved, openRoom, paste, putCaretAtEnd, textOf } from './support/room.mjs';

let room;
let karin;
let noor;
let maria;     // her token
let version;   // of the protocol
let stranger;  // a page of the same site that is in no meeting, for raw sockets
before(async () => {
  room = await openRoom();
  [karin, noor] = await Promise.all([room.enter('Karin'), room.enter('Noor')]);
  stranger = await room.newPage(await room.newContext());
  await stranger.goto(room.relay.address);
  await stranger.getByRole('heading', { name: 'Behövs en SIP?' }).waitFor();
  ({ version, token: maria } = await greetingOfMaria());
});
after(() => room.close());

async function meetingGoesOn(word) {
  await putCaretAtEnd(karin);
  await karin.keyboard.type(` ${word}`);
  await Promise.all([isSaved(karin), isSaved(noor)]);
  assert.ok((await agreedText(karin, noor)).endsWith(` ${word}`));
  assert.equal(await karin.getByText('Ingen anslutning').count(), 0);
}

async function opens(fragment, heading) {
  const page = await room.newPage(await room.newContext());
  await page.goto(`${room.relay.address}/${fragment}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Gå in i mötet' }).count(), 0);
  assert.equal(await page.locator('html').getAttribute('lang'), 'sv');
  await page.context().close();
}

test('a link that is not quite one gets a page that says so', async () => {
  const link = room.relay.links.Noor;
  const meeting = room.relay.meeting;
  await opens('', 'Samsyn');
  await opens('#', 'Samsyn');
  await opens(`#${meeting}`, 'Länken är inte hel');
  await opens(`#${meeting}.`, 'Länken är inte hel');
  await opens(link.slice(0, -5), 'Länken är inte hel');
  await opens(`${link}x`, 'Länken är inte hel');
  await opens(`#${meeting}.fel`, 'Länken är inte hel');
  await opens(`#${meeting}.${'a'.repeat(26)}`, 'Länken gäller inte');
  await opens(`#annat.${link.split('.')[1]}`, 'Länken gäller inte');
  await opens(`#${meeting}.%00%ff..//"<b>`, 'Länken är inte hel');
  await opens(`#${'å'.repeat(3000)}.${'🙂'.repeat(3000)}`, 'Länken är inte hel');
});

// Sends frames on a socket of its own and returns how it ended: { code, reason, received }
const send = (frames) => stranger.evaluate((all) => new Promise((resolve) => {
  const socket = new WebSocket(`ws://${location.host}/ws`);
  socket.binaryType = 'arraybuffer';
  const received = [];
  socket.onopen = () => all.forEach((frame) => socket.send(typeof frame === 'string' ? frame : new Uint8Array(frame)));
  socket.onmessage = (event) => received.push(Array.from(new Uint8Array(event.data)));
  socket.onclose = (event) => resolve({ code: event.code, reason: event.reason, received });
}), frames);

const bytesOf = (text) => [...Buffer.from(text, 'utf8')];
const field = (text) => [text.length, ...bytesOf(text)];

// Says who somebody is by this token, and follows three documents.
const hello = (token) => [1, version, ...field(room.relay.meeting), ...field(token), 3, 0, 0, 1, 0, 2, 0];

// What Maria's own page says first. The token follows from her link's secret, which stays in the page.
async function greetingOfMaria() {
  const page = await room.newPage(await room.newContext());
  const first = new Promise((resolve) => {
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => resolve(payload)));
  });
  await page.goto(room.relay.linkOf('Maria'));
  const bytes = [...(await first)];
  await page.context().close();
  const meeting = 3 + bytes[2];
  return { version: bytes[1], token: Buffer.from(bytes.slice(meeting + 1, meeting + 1 + bytes[meeting])).toString('utf8') };
}

test('rubbish on the socket is answered and closed, and the meeting goes on', async () => {
  const rubbish = {
    'nothing': [[]],
    'an unknown kind': [[255, 1, 2, 3]],
    'text': ['hej'],
    'a hello cut short': [[1, 1, 200, 65]],
    'a hello with a length past the end': [[1, 1, 255, 255, 255, 255, 15, 65]],
    'something before hello': [[2, 0, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0]],
    'a wrong secret': [hello('fel')],
    'a version of the future': [[1, 99, ...hello(maria).slice(2)]],
    'hello twice': [hello(maria), hello(maria)],
    'rubbish after hello': [hello(maria), [2, 9, 9, 9]],
    'random bytes': [Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 256)],
  };
  for (const [what, frames] of Object.entries(rubbish)) {
    const end = await send(frames);
    assert.ok(end.code >= 1000 && end.code !== 1006, `${what}: closed in order, not cut off (${JSON.stringify(end)})`);
    assert.ok(end.received.length > 0 || end.reason !== '', `${what}: told why`);
  }
  await meetingGoesOn('efter skräpet');
});

test('an oversize frame closes its own connection alone', async () => {
  const end = await stranger.evaluate((greeting) => new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/ws`);
    socket.onopen = () => {
      socket.send(new Uint8Array(greeting));
      socket.send(new Uint8Array(8 << 20));
    };
    socket.onclose = (event) => resolve(event.code);
  }), hello(maria));
  assert.ok([1009, 1006].includes(end), `closed with ${end}`);  // Chromium may still be sending when the close comes
  await meetingGoesOn('efter den stora');
});

test('floods are slowed down and hurt nobody else', async () => {
  // Sixty thousand pings and presences from three connections, while two people write.
  const flood = stranger.evaluate((greeting) => Promise.all([1, 2, 3].map(() => new Promise((resolve) => {
    const socket = new WebSocket(`ws://${location.host}/ws`);
    socket.onopen = () => {
      socket.send(new Uint8Array(greeting));
      for (let i = 0; i < 20000; i += 1) socket.send(new Uint8Array(i % 2 === 0 ? [4, 1] : [3, 3, 1, 2, 3]));
      setTimeout(() => { socket.close(); resolve(); }, 4000);
    };
    socket.onclose = () => resolve();
  }))), hello(maria));
  await Promise.all([putCaretAtEnd(karin), putCaretAtEnd(noor)]);
  await Promise.all([karin.keyboard.type(' Karin under floden.'), noor.keyboard.type(' Noor under floden.')]);
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(karin, noor);
  assert.ok(text.includes(' Karin under floden.') && text.includes(' Noor under floden.'), text.slice(-100));
  await flood;
  await meetingGoesOn('efter floden');
});

test('a hundred kilobytes can be pasted, and arrive', async () => {
  const paragraph = 'Det här är ett långt stycke som någon har klistrat in från ett annat ställe, med åäö och é.\n';
  const long = paragraph.repeat(Math.ceil(100000 / Buffer.byteLength(paragraph)) + 1);
  assert.ok(Buffer.byteLength(long) > 100000);
  const begun = await agreedText(karin, noor);
  const room100 = 100000 - [...begun].length;  // a field holds 100 000 characters
  const fits = long.slice(0, Math.min(long.length, room100));
  await putCaretAtEnd(karin);
  await paste(karin, fits);
  await Promise.all([isSaved(karin), isSaved(noor)]);
  const text = await agreedText(karin, noor);
  assert.equal(text.length, begun.length + fits.length);
  assert.ok(text.endsWith(fits.slice(-200)));
  await putCaretAtEnd(noor);
  await noor.keyboard.type('Noor sist.');
  await isSaved(noor);
  assert.ok((await agreedText(karin, noor)).endsWith('Noor sist.'));
  await eventually(async () => await textOf(noor) === await textOf(karin), 'still the same');
});

test('no page wrote errors', () => {
  // Chromium says of the stranger's sockets that they were closed on it.
  assert.deepEqual(room.problems.filter((problem) => !/WebSocket/.test(problem)), []);
});
