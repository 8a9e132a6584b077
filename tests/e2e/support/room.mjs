// A browser and a relay for one test file, and what people do in a meeting, through roles and names.
import { chromium } from 'playwright-core';
import { eventually, eventuallyEqual } from './eventually.mjs';
import { startRelay } from './relay.mjs';

export const kWide = { width: 1440, height: 880 };
export const kPhone = { width: 390, height: 844 };
// Small, for a machine without a graphics card pays for every pixel, but with three columns.
export const kDesk = { width: 1100, height: 560 };

const kFlags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const kPatience = 30000;
// What the browser itself writes when the relay is away while the page asks for the service worker: offline.test.mjs
// sees to it that it comes when the relay is there.
const kWorkerIsAway = /An unknown error occurred when fetching the script/;

export function launchBrowser() {
  return chromium.launch({ executablePath: process.env.SAMSYN_CHROMIUM ?? '/usr/bin/chromium', args: kFlags });
}

export class Room {
  problems = [];  // what pages wrote to the console as errors, or did not catch

  constructor(browser, relay) {
    this.browser = browser;
    this.relay = relay;
  }

  async close() {
    await this.browser.close();
    await this.relay.stop();
  }

  // `plain`: somebody who has chosen the plain page; `percent`: their text size.
  async newContext({ size = kDesk, ratio = 1, touch = false, locale = 'sv-SE', plain = false, percent = 100, colorScheme = 'light', contrast = 'no-preference' } = {}) {
    const context = await this.browser.newContext({
      viewport: size, deviceScaleFactor: ratio, hasTouch: touch, locale, colorScheme, contrast, permissions: ['clipboard-read', 'clipboard-write'],
    });
    await context.addInitScript((settings) => {
      for (const [name, value] of Object.entries(settings)) localStorage.setItem(`samsyn.${name}`, value);
    }, { ...(plain ? { plain: 'yes' } : {}), ...(percent === 100 ? {} : { text_percent: String(percent) }) });
    return context;
  }

  async newPage(context) {
    const page = await context.newPage();
    page.setDefaultTimeout(kPatience);
    page.on('console', (message) => {
      if (message.type() === 'error' && !kWorkerIsAway.test(message.text())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
    return page;
  }

  // A browser of their own, the link opened, before the door.
  async arrive(who, options = {}) {
    const page = await this.newPage(options.context ?? await this.newContext(options));
    await page.goto(this.relay.linkOf(who));
    await page.getByRole('button', { name: /^(Gå in i mötet|Enter the meeting)$/ }).waitFor();
    return page;
  }

  async enter(who, options = {}) {
    const page = await this.arrive(who, options);
    await goIn(page);
    return page;
  }
}

export async function openRoom(options = {}) {
  const relay = await startRelay(options);
  return new Room(await launchBrowser(), relay);
}

export async function goIn(page) {
  await page.getByRole('button', { name: /^(Gå in i mötet|Enter the meeting)$/ }).click();
  await page.getByRole('button', { name: /^(Större text|Larger text)/ }).waitFor();
}

// --- What a meeting page shows ---

export const notesOf = (page) => page.getByRole('textbox', { name: /^(Anteckningar|Notes): / });
export const textOf = (page) => notesOf(page).inputValue();
export const statusWith = (page, text) => page.getByRole('status').filter({ hasText: text });
export const button = (page, name) => page.getByRole('button', { name, exact: true });

// "Allt är sparat": everything this page has made is durable at the relay.
export const isSaved = (page) => statusWith(page, /^(Allt är sparat|Sparat|Everything is saved|Saved)$/).waitFor();

export const agendaNames = (page) =>
  page.getByRole('list', { name: 'Dagordning' }).getByRole('button').evaluateAll((all) => all.map((one) => one.textContent));

// --- What people do ---

// In the settings, which are under "Mer" on a phone.
export async function chooseLanguage(page, language) {
  const settings = page.getByRole('button', { name: /^(Anpassa sidan|Adapt the page)$/ });
  if (await settings.count() === 0) await page.getByRole('button', { name: /^(Mer|More)$/ }).click();
  await settings.click();
  await page.getByRole('combobox', { name: /^(Språk|Language)$/ }).selectOption({ label: language });
  await closeDialog(page);
}

// Until the dialog is gone, nothing behind it takes the focus.
export async function closeDialog(page) {
  const close = page.getByRole('button', { name: /^(Stäng|Close)$/ });
  await close.click();
  await close.waitFor({ state: 'detached' });
}

export async function putCaretAtEnd(page) {
  await notesOf(page).focus();
  await page.keyboard.press('Control+End');
}

let clipboard = Promise.resolve();  // all pages share it, so one pastes at a time

export async function paste(page, text) {
  const turn = clipboard.then(async () => {
    const field = page.locator('textarea:focus');
    const before = await field.inputValue();
    await page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await page.keyboard.press('Control+V');
    await eventually(async () => await field.inputValue() !== before, 'the paste arrives in the field');
  });
  clipboard = turn.catch(() => {});
  await turn;
}

// All pages show the same notes, and that text is returned.
export async function agreedText(...pages) {
  await eventually(async () => {
    const texts = await Promise.all(pages.map(textOf));
    return texts.every((text) => text === texts[0]);
  }, `all ${pages.length} show the same notes`);
  return textOf(pages[0]);
}

// Frames drawn; settles first: nothing is drawn any more once everybody has what the others did.
export const framesOf = (page) => page.evaluate(() => window.samsyn.frames);

export async function settled(page, { hidden = false } = {}) {
  await eventually(async () => {
    const before = await framesOf(page);
    await new Promise((done) => { setTimeout(done, 250); });
    return await framesOf(page) === before && (hidden || !await page.evaluate(() => window.samsyn.toDraw));
  }, 'the page stops drawing');
}

export { eventually, eventuallyEqual };
