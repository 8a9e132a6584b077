// What leaves the room through the browser: files that are kept, parts that are copied, and a kept meeting that becomes
// a new one. What is in the files is read by other programs in tests/exports.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findsNothing } from './support/axe.mjs';
import { agendaNames, button, eventually, eventuallyEqual, goIn, isSaved, kWide, openRoom } from './support/room.mjs';

const kForms = {
  'Word-fil': ['docx', (bytes) => assert.equal(bytes.subarray(0, 2).toString(), 'PK')],
  Webbsida: ['html', (bytes) => assert.match(bytes.toString(), /^<!doctype html>/i)],
  'Ren text': ['txt', (bytes) => assert.ok(bytes.toString().includes('Noor'))],
  'Markdown-fil': ['md', (bytes) => assert.match(bytes.toString(), /^# /m)],
  'Säkerhetskopia (JSON)': ['json', (bytes) => assert.ok(JSON.parse(bytes))],
  'Mall utan personer (JSON)': ['json', (bytes) => assert.ok(!JSON.stringify(JSON.parse(bytes)).includes('Noor'))],
  'Till vårdsystem (FHIR)': ['json', (bytes) => assert.equal(JSON.parse(bytes).resourceType, 'Bundle')],
  'Siffror utan text och namn (JSON)': ['json', (bytes) => assert.ok(!JSON.stringify(JSON.parse(bytes)).includes('Noor'))],
};

let room;
let folder;
let page;
let agenda;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'samsyn-exports-'));
  room = await openRoom();
  page = await room.enter('Karin', { size: kWide });
  agenda = await agendaNames(page);
});
after(async () => {
  await room.close();
  rmSync(folder, { recursive: true });
});

async function keep(form) {
  const downloading = page.waitForEvent('download');
  await button(page, `Spara: ${form}`).click();
  const download = await downloading;
  const path = join(folder, `${Object.keys(kForms).indexOf(form)}-${download.suggestedFilename()}`);
  await download.saveAs(path);
  return { name: download.suggestedFilename(), path };
}

test('each form is kept as a file that is what it says, and no file is named after anybody', async () => {
  await button(page, 'Sammanfatta').click();
  await button(page, 'Spara en kopia').click();
  for (const [form, [ending, check]] of Object.entries(kForms)) {
    const { name, path } = await keep(form);
    assert.ok(name.endsWith(`.${ending}`), name);
    assert.doesNotMatch(name, /noor|karin|petter/i);
    check(readFileSync(path));
  }
  await isSaved(page);
  await findsNothing(page, 'with everything to keep');
});

test('one\'s own part is copied in one press', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(page, 'Kopiera min del').click();
  const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'something is copied');
  assert.match(copied, /Karin/);
});

async function choose(start, content, name = 'möte.json') {
  const path = join(folder, name);
  writeFileSync(path, content);
  const choosing = start.waitForEvent('filechooser');
  await button(start, 'Välj en fil').click();
  await (await choosing).setFiles(path);
}

test('a kept meeting becomes a new one, and what is no such file is told in a sentence and changes nothing', async () => {
  const { path } = await keep('Säkerhetskopia (JSON)');
  const kept = readFileSync(path, 'utf8');
  const start = await room.newPage(await room.newContext({ size: kWide }));
  await start.goto(new URL(room.relay.linkOf('Karin')).origin);
  await button(start, 'Välj en fil').waitFor();
  for (const [content, why] of [
    ['hej', /avbruten eller är ingen fil från Samsyn/],
    [kept.slice(0, kept.length / 2), /avbruten/],
    ['[]', /ingen fil från Samsyn|fel sort/],
    [Buffer.from([0xff, 0xfe, 0, 1, 2, 3]), /ingen fil från Samsyn/],
    [Buffer.alloc(9 * 1024 * 1024, 0x20), /för stor/],
  ]) {
    await choose(start, content, 'fel.json');
    await start.getByText(why).first().waitFor();
    assert.equal(await button(start, 'Skapa mötet').count(), 0);
  }
  await choose(start, kept);
  await start.getByText('Filen är läst.').first().waitFor();
  await findsNothing(start, 'with a file that is read');
  await button(start, 'Skapa mötet').click();
  await start.waitForURL(/#.+/);
  await goIn(start);
  await eventuallyEqual(() => agendaNames(start), agenda, 'the agenda that was kept');
  await start.context().close();
});

test('no page wrote errors', () => assert.deepEqual(room.problems, []));
