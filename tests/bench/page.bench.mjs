// What the first visit costs: bytes on the wire, time until the meeting can be used, and frames drawn when nobody does
// anything.
import { framesOf, isSaved, kWide, openRoom, settled } from '../e2e/support/room.mjs';

const kLoads = 5;
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
  console.log(`\nRESULT transfer_kb=${(total / 1000).toFixed(0)} usable_ms=${times[kLoads >> 1].toFixed(0)} idle_frames=${idle}`);
} finally {
  await room.close();
}
