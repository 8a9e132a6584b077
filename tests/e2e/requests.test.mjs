// What the page fetches: only from its own relay, compressed, with the right types, and with nothing the policy forbids.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isSaved, notesOf, openRoom } from './support/room.mjs';

const kTypes = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.woff2': 'font/woff2',
};
// What a browser may ask for when it likes: the icon, and the site once more for the service worker.
const kSometimes = { '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };

let room;
before(async () => { room = await openRoom(); });
after(() => room.close());

test('a visit makes no request to anybody else, and everything comes compressed and named for what it is', async () => {
  const page = await room.newPage(await room.newContext());
  const violations = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) violations.push(message.text());
  });
  const responses = [];
  const sockets = [];
  page.on('response', (response) => responses.push(response));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.goto(room.relay.linkOf('Karin'));
  await page.getByRole('button', { name: 'Gå in i mötet' }).click();
  await isSaved(page);
  await notesOf(page).focus();
  await page.keyboard.type('å \u{1F642} ł');
  await isSaved(page);

  const seen = new Set();
  for (const response of responses) {
    const url = new URL(response.url());
    if (url.protocol === 'data:' || url.protocol === 'blob:') continue;
    assert.equal(url.origin, room.relay.address, `${url} is the relay's`);
    assert.equal(response.status(), 200, `${url} is there`);
    const headers = await response.allHeaders();
    const ending = url.pathname === '/' ? '.html' : url.pathname.slice(url.pathname.lastIndexOf('.'));
    if (ending in kTypes) seen.add(ending);
    assert.equal(headers['content-type'].split(';')[0], kTypes[ending] ?? kSometimes[ending], `${url} has its type`);
    if (ending === '.woff2' || ending === '.png') assert.ok(!headers['content-encoding'], 'it is compressed in itself');
    else assert.match(headers['content-encoding'] ?? 'none', /^(br|gzip)$/, `${url} comes compressed`);
    const forever = /immutable/.test(headers['cache-control']);
    assert.equal(forever, ending !== '.html' && url.pathname !== '/service-worker.js', `${url}: what has its hash in its name is kept, the page is asked for again`);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['content-security-policy'], /default-src 'self'/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
  assert.deepEqual([...seen].sort(), Object.keys(kTypes).sort());
  assert.deepEqual(sockets, [`${room.relay.address.replace('http', 'ws')}/ws`]);
  assert.deepEqual(violations, []);
  assert.deepEqual(room.problems, []);
  await page.context().close();
});

test('the link\'s secret never leaves the browser', async () => {
  const page = await room.newPage(await room.newContext());
  const secret = room.relay.links.Maria.split('.')[1];
  const asked = [];
  const said = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(Buffer.from(payload))));
  page.on('request', (request) => asked.push(request.url() + JSON.stringify(request.headers())));
  await page.goto(room.relay.linkOf('Maria'));
  await page.getByRole('button', { name: 'Gå in i mötet' }).waitFor();
  const fetched = asked.filter((request) => !request.startsWith(room.relay.linkOf('Maria')));
  assert.ok(fetched.length > 5);
  assert.deepEqual(fetched.filter((request) => request.includes(secret)), []);
  assert.ok(said.length > 0);
  assert.ok(!Buffer.concat(said).includes(secret), 'nor over the socket');
  assert.ok(!room.relay.log.includes(secret));
  await page.context().close();
});

test('only the page\'s own files are served', async () => {
  const context = await room.newContext();
  for (const path of ['/../data/samsyn.db', '/%2e%2e/data/samsyn.db', '/..%2fdata/samsyn.db', '/nothing.js', '/fonts/', '/index.html.br/x', '/%00']) {
    const response = await context.request.get(`${room.relay.address}${path}`, { failOnStatusCode: false });
    assert.ok(response.status() >= 400 && response.status() < 500, `${path}: ${response.status()}`);
    assert.ok((await response.text()).length < 500);
  }
  await context.close();
});
