// What the first visit costs: bytes on the wire, time until the meeting can be used, and frames drawn when nobody does
// anything. Then the same on a slow device, beside a page with one shared text in CodeMirror over Hocuspocus.
import { framesOf, isSaved, kWide, openRoom, settled } from '../e2e/support/room.mjs';
import { startPeer } from './page/peer.mjs';

const kLoads = 5;
const kSlowLoads = 3;
// A processor four times slower, and a mobile network: 1.6 Mbit/s, 150 ms.
const kSlowProcessor = 4;
const kSlowNetwork = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const kIdle = 10000;

// One visit in a browser that has never been here.
async function coldLoad(room) {
  const context = await room.newContext({ size: kWide });
  const page = await room.newPage(context);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const files = new Map();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const header = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding');
    files.set(requestId, { url: response.url, encoding: header ? header[1] : '', bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) files.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(room.relay.linkOf('Karin'));
  await page.getByRole('button', { name: 'Gå in i mötet' }).waitFor();
  await page.waitForLoadState('networkidle');
  const usable = await page.evaluate(() => performance.getEntriesByName('samsyn-usable')[0].startTime);
  await context.close();
  return { usable, files: [...files.values()].filter(({ url }) => /^http/.test(url)) };
}

// In the page: milliseconds since its address was opened, once it can be used; else 0.
const doorIsOpen = () => ([...document.querySelectorAll('button')].some((one) => one.textContent === 'Gå in i mötet') ? performance.now() : 0);
const textIsThere = () => performance.getEntriesByName('peer-usable')[0]?.startTime ?? 0;

// On the slow device, in a browser that has never been there.
async function slowLoad(room, address, usableAt) {
  const context = await room.newContext({ size: kWide });
  const page = await room.newPage(context);
  page.setDefaultTimeout(120_000);
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', kSlowNetwork);
  await session.send('Emulation.setCPUThrottlingRate', { rate: kSlowProcessor });
  await page.goto(address);
  const usable = await (await page.waitForFunction(usableAt)).jsonValue();
  await context.close();
  return usable;
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];

async function slowLoads(room) {
  const peer = await startPeer();
  const ours = [];
  const theirs = [];
  for (let i = 0; i < kSlowLoads; i += 1) {
    ours.push(await slowLoad(room, room.relay.linkOf('Karin'), doorIsOpen));
    theirs.push(await slowLoad(room, peer.address, textIsThere));
  }
  await peer.stop();
  return { ours: median(ours), theirs: median(theirs), kilobytes: peer.kilobytes };
}

async function idleFrames(room) {
  const karin = await room.enter('Karin', { size: kWide });
  const noor = await room.enter('Noor', { size: kWide });
  await Promise.all([isSaved(karin), isSaved(noor)]);
  await Promise.all([settled(karin), settled(noor)]);
  const before = await framesOf(karin) + await framesOf(noor);
  await new Promise((done) => { setTimeout(done, kIdle); });
  return await framesOf(karin) + await framesOf(noor) - before;
}

const room = await openRoom();
try {
  const loads = [];
  for (let i = 0; i < kLoads; i += 1) loads.push(await coldLoad(room));
  const files = loads[0].files.sort((a, b) => b.bytes - a.bytes);
  console.log('bytes on the wire, headers included');
  for (const { url, encoding, bytes } of files) {
    console.log(`${String(bytes).padStart(9)}  ${encoding.padEnd(4)} ${new URL(url).pathname}`);
  }
  const total = Math.max(...loads.map((load) => load.files.reduce((sum, file) => sum + file.bytes, 0)));
  console.log(`${String(total).padStart(9)}       ${files.length} files\n`);
  const times = loads.map((load) => load.usable).sort((a, b) => a - b);
  console.log(`usable after ${times.map((time) => time.toFixed(0)).join(', ')} ms in ${kLoads} first visits`);
  const idle = await idleFrames(room);
  console.log(`${idle} frames in ${kIdle / 1000} s in which two people do nothing`);
  const slow = await slowLoads(room);
  console.log(`on a device ${kSlowProcessor} times slower over 1.6 Mbit/s: ${slow.ours.toFixed(0)} ms until usable; CodeMirror and Hocuspocus, ` +
    `one shared text and nothing else in ${slow.kilobytes.toFixed(0)} KB: ${slow.theirs.toFixed(0)} ms`);
  console.log(`\nRESULT transfer_kb=${(total / 1000).toFixed(0)} usable_ms=${times[kLoads >> 1].toFixed(0)} idle_frames=${idle} ` +
    `slow_usable_ms=${slow.ours.toFixed(0)} slow_peer_ms=${slow.theirs.toFixed(0)} slow_vs_peer=${(slow.ours / slow.theirs).toFixed(2)}`);
} finally {
  await room.close();
}
