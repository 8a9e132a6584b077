// From a key in one browser to the text in the other: two real browsers in a real meeting, through a real relay that
// makes every letter durable, all on this machine. Prints how long that takes and where the time goes.
import { agreedText, eventually, isSaved, kWide, notesOf, openRoom, putCaretAtEnd } from '../e2e/support/room.mjs';

const kSamples = 250;
const kWarmUp = 20;
const kAppend = 2;    // shared/wire/frames.cpp
const kUpdates = 17;

// Runs in each page before its scripts: notes when frames leave and arrive, on the clock both pages share.
function watchSockets([append, updates]) {
  const now = () => performance.timeOrigin + performance.now();
  const log = window.bench = { keys: [], sent: [], received: [], shown: [], now };
  const kindOf = (data) => new Uint8Array(data instanceof ArrayBuffer ? data : data.buffer, data.byteOffset ?? 0, 1)[0];
  window.WebSocket = class extends WebSocket {
    constructor(...parameters) {
      super(...parameters);
      this.addEventListener('message', (event) => {
        if (event.data instanceof ArrayBuffer && kindOf(event.data) === updates) log.received.push(now());
      });
    }

    send(data) {
      if (kindOf(data) === append) log.sent.push(now());
      super.send(data);
    }
  };
}

const noteKeys = (field) => field.addEventListener('keydown', (event) => {
  window.bench.keys.push(performance.timeOrigin + event.timeStamp);
});

// A field without the focus is changed by setRangeText alone (web/fields.js).
function noteText(field) {
  const change = field.setRangeText.bind(field);
  field.setRangeText = (...parameters) => {
    change(...parameters);
    window.bench.shown.push([window.bench.now(), field.value.length]);
  };
}

function percentile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

function row(name, values) {
  const sorted = [...values].sort((a, b) => a - b);
  const cells = [percentile(sorted, 0.5), percentile(sorted, 0.95), percentile(sorted, 0.99), sorted.at(-1)];
  console.log(`${name.padEnd(44)}${cells.map((cell) => cell.toFixed(1).padStart(8)).join('')}`);
  return cells;
}

async function person(room, who) {
  const context = await room.newContext({ size: kWide });
  await context.addInitScript(watchSockets, [kAppend, kUpdates]);
  return room.enter(who, { context });
}

const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

async function type(page, count) {
  for (let i = 0; i < count; i += 1) {
    const next = performance.now() + 30 + (i * 37) % 71;  // as people type: 30 to 100 ms apart
    await page.keyboard.press('abcdefghijklmnopqrstuvwxyz'[i % 26]);
    await pause(Math.max(0, next - performance.now()));
  }
}

const room = await openRoom();
try {
  const karin = await person(room, 'Karin');
  const noor = await person(room, 'Noor');
  await putCaretAtEnd(karin);
  await type(karin, kWarmUp);
  await isSaved(karin);
  const before = (await agreedText(karin, noor)).length;
  await Promise.all([karin, noor].map((page) => page.evaluate(() => { window.bench.sent.length = window.bench.received.length = 0; })));
  await notesOf(karin).evaluate(noteKeys);
  await notesOf(noor).evaluate(noteText);
  await type(karin, kSamples);
  await eventually(async () => (await agreedText(karin, noor)).length === before + kSamples, 'everything has arrived');

  const { keys, sent } = await karin.evaluate(() => window.bench);
  const { received, shown } = await noor.evaluate(() => window.bench);
  if (keys.length !== kSamples) throw new Error(`${keys.length} keys seen of ${kSamples}`);
  const samples = keys.map((key, i) => {
    const [seen] = shown.find(([, length]) => length >= before + i + 1);
    const left = sent.find((time) => time >= key);
    const arrived = received.findLast((time) => time <= seen);
    return { whole: seen - key, sending: left - key, way: arrived - left, showing: seen - arrived };
  });

  console.log(`${kSamples} keys, 30 to 100 ms apart, ${kWide.width}×${kWide.height}, drawn without a graphics card\n`);
  console.log(`${'milliseconds'.padEnd(44)}${['p50', 'p95', 'p99', 'max'].map((name) => name.padStart(8)).join('')}`);
  row('key → sent (a frame of the writer)', samples.map((sample) => sample.sending));
  row('sent → received (relay, on disk)', samples.map((sample) => sample.way));
  row('received → shown (a frame of the reader)', samples.map((sample) => sample.showing));
  const [p50, p95] = row('key in one browser → text in the other', samples.map((sample) => sample.whole));
  console.log(`\nRESULT p50_ms=${p50.toFixed(1)} p95_ms=${p95.toFixed(1)}`);
} finally {
  await room.close();
}
