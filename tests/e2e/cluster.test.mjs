// One meeting at two relays on a NATS cluster of three, in real browsers, while servers are killed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { NatsServers } from '../support/nats_servers.mjs';
import { startRelay, startRelayBeside } from './support/relay.mjs';
import { agreedText, eventually, isSaved, launchBrowser, putCaretAtEnd, Room, textOf } from './support/room.mjs';

const kOffline = 'Ingen anslutning – det du skriver sparas på den här enheten';

let folder;
let nats;
let here;
let there;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samsyn-e2e-nats-'));
  nats = await NatsServers.start(folder, 3);
  const relay = await startRelay({ journal: nats.url });
  here = new Room(await launchBrowser(), relay);
  there = new Room(here.browser, await startRelayBeside(relay));
});
after(async () => {
  await there?.relay.stop();
  await here?.close();
  await nats?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function write(page, text) {
  await putCaretAtEnd(page);
  await page.keyboard.type(text);
}

test('people at two relays meet, and when the cluster has lost its quorum they are told and lose nothing', async () => {
  const [tove, karin] = await Promise.all([here.enter('Tove'), there.enter('Karin')]);
  await write(tove, ' Hos den ena.');
  await eventually(async () => (await textOf(karin)).includes('Hos den ena.'), 'Karin has what Tove wrote at the other relay');
  await write(karin, ' Hos den andra.');
  await agreedText(tove, karin);
  await Promise.all([isSaved(tove), isSaved(karin)]);

  await Promise.all([nats.kill(0), nats.kill(1)]);
  await write(tove, ' Utan kvorum.');
  for (const page of [tove, karin]) await page.getByText(kOffline).first().waitFor();
  await write(karin, ' Karin också.');

  await Promise.all([nats.start(0), nats.start(1)]);
  await Promise.all([isSaved(tove), isSaved(karin)]);
  const text = await agreedText(tove, karin);
  for (const part of ['Hos den ena.', 'Hos den andra.', 'Utan kvorum.', 'Karin också.']) {
    assert.equal(text.split(part).length - 1, 1, part);
  }
  assert.deepEqual([...here.problems, ...there.problems].filter((problem) => !/WebSocket|ERR_/.test(problem)), []);
});
