// Debian's Firefox, over WebDriver BiDi. Under Xvfb it has WebGL 2 and draws; headless it has not, and shows the plain
// page by itself.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import puppeteer from 'puppeteer-core';
import { eventually } from './eventually.mjs';

const kPatience = 30000;

async function startDisplay() {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await once(server.stdout, 'data');
  return { name: `:${String(number).trim()}`, stop: () => server.kill() };
}

// How a page of Firefox is looked at and used, by role and name as everywhere.
export class FirefoxPage {
  constructor(page) {
    this.page = page;
    this.faults = [];
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  // The element of this tag whose name is, or matches, `name`; null when there is none.
  async find(tag, name) {
    const handle = await this.page.evaluateHandle((wantedTag, text, pattern) => [...document.querySelectorAll(wantedTag)].find((element) => {
      const own = (element.getAttribute('aria-label') ?? element.textContent).trim();
      return pattern ? new RegExp(pattern).test(own) : own === text;
    }) ?? null, tag, String(name), name instanceof RegExp ? name.source : '');
    return handle.asElement();
  }

  async waitFor(tag, name) {
    let found = null;
    await eventually(async () => (found = await this.find(tag, name)) !== null, `there is a ${tag} ${name}`, kPatience);
    return found;
  }

  async press(name) { await (await this.waitFor('button', name)).click(); }
  async text(name) { return (await this.waitFor('textarea', name)).evaluate((field) => field.value); }
  waitForWords(words) { return eventually(() => this.has(words), `the page says ${words}`, kPatience); }
  has(words) { return this.page.evaluate((text) => document.body.textContent.includes(text), words); }
}

// `draws`: with a display, so that the canvas is there. `dark`, `contrast`: what the device asks for.
export async function openFirefox({ draws = false, dark = false, contrast = false } = {}) {
  const display = draws ? await startDisplay() : null;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.SAMSYN_FIREFOX ?? '/usr/bin/firefox-esr',
    headless: !draws,
    env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', ...(display ? { DISPLAY: display.name } : {}) },
    extraPrefsFirefox: {
      'webgl.force-enabled': true, 'ui.systemUsesDarkTheme': dark ? 1 : 0, 'ui.prefersContrast': contrast ? 1 : 0,
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
    },
  });
  return {
    async open(address, { width = 1440, height = 880 } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(kPatience);
      await page.setViewport({ width, height });
      const opened = new FirefoxPage(page);
      await page.goto(address);
      await page.waitForFunction(() => window.samsyn?.ready);
      return opened;
    },
    async close() {
      await browser.close();
      display?.stop();
    },
  };
}
