// What people do in a whole SIP, through roles and names: for sip.test.mjs.
import { button, closeDialog, eventually, eventuallyEqual, goIn, isSaved } from './room.mjs';

const kViews = { prepare: 'Förbered', options: 'Prata om alternativ', invitation: 'Kallelse', meeting: 'Möte', followUp: 'Uppföljning' };

export async function show(page, view) {
  const steps = page.getByRole('navigation', { name: 'Steg' });
  await steps.getByRole('button', { name: new RegExp(`^${kViews[view]}`) }).click();
}

export const field = (page, name) => page.getByRole('textbox', { name, exact: true });
export const choice = (page, name) => page.getByRole('combobox', { name, exact: true });

// Fills a field and leaves it, so that a value is taken.
export async function fill(page, name, text) {
  await field(page, name).fill(text);
  await field(page, name).blur();
}

// The sentence that says why something was not done, and it is understood.
export async function refusedWith(page, sentence) {
  await page.getByText(sentence).first().waitFor();
  await button(page, 'Jag förstår').click();
}

export async function createMeeting(page, address, { person, chair, title, organisation, municipality, region }) {
  await page.goto(address);
  await button(page, 'Ja, förbered ett möte').click();
  await choice(page, 'Vad passar bäst?').selectOption({ label: 'Psykiatri eller beroende' });
  await field(page, 'Vem är mötet till för? (namn)').fill(person);
  await field(page, 'Ditt namn').fill(chair);
  await field(page, 'Din titel (om du vill)').fill(title);
  await field(page, 'Din organisation (om du vill)').fill(organisation);
  await field(page, 'Kommun (om du vill)').fill(municipality);
  await field(page, 'Region (om du vill)').fill(region);
  await button(page, 'Skapa mötet').click();
  await goIn(page);
}

export async function openSafety(page, part) {
  await button(page, 'Trygghet').click();
  if (part) await page.getByRole('button', { name: part }).first().click();
}

// The link for somebody, as it stands on the chair's screen.
export async function linkFor(page, name) {
  const address = page.getByRole('textbox', { name: `Länken till ${name}` });
  await address.waitFor();
  return address.inputValue();
}

export async function invite(page, { name, role, title = '', organisation = '' }) {
  await field(page, 'Namn').fill(name);
  await field(page, 'Titel eller relation (om du vill)').fill(title);
  await field(page, 'Organisation (om du vill)').fill(organisation);
  await choice(page, 'Roll').selectOption({ label: role });
  await button(page, 'Bjud in').click();
  return linkFor(page, name);
}

export async function openLink(room, link) {
  const page = await room.newPage(await room.newContext());
  await page.goto(link);
  await page.getByRole('button', { name: 'Gå in i mötet' }).waitFor();
  await goIn(page);
  return page;
}

export async function stateMandate(page, { name, mandate, mandateText }) {
  await page.getByRole('button', { name: /^Visa deltagare/ }).click();
  await choice(page, 'Vad får du bestämma i dag?').selectOption({ label: mandate });
  if (mandateText) await fill(page, 'Med en mening (om du vill)', mandateText);
  await closeDialog(page);
  await isSaved(page);
  return name;
}

export const agendaTitles = (page) => page.getByRole('list', { name: 'Dagordning' }).getByRole('button')
  .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));

export async function chooseItem(page, number) {
  await page.getByRole('list', { name: 'Dagordning' }).getByRole('button', { name: new RegExp(`^${number} `) }).click();
}

export const outcome = (page, what) => page.getByRole('region', { name: 'Vem gör vad' }).getByRole('listitem')
  .filter({ has: page.getByRole('heading', { name: what, exact: true }) });

export { button, closeDialog, eventually, eventuallyEqual, isSaved };
