// The calendar file, read by ical.js (Thunderbird's) and node-ical.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import ical from 'node-ical';
import { cli, openRoom } from './room.mjs';

let room;
before(async () => { room = await openRoom(); });
after(async () => { await room?.close(); });

const eventOf = (text) => new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));

test('two calendars read the same time, in Swedish time, and nothing about whom it is', () => {
  const text = room.keep('calendar').toString('utf8');
  const component = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.register(component.getFirstSubcomponent('vtimezone'));
  const event = eventOf(text);
  assert.equal(event.startDate.toJSDate().toISOString(), '2026-11-24T12:00:00.000Z');
  assert.equal(event.endDate.toJSDate().toISOString(), '2026-11-24T13:00:00.000Z');
  assert.equal(event.location, 'Träffpunkt Ankaret');
  assert.equal(event.summary, 'Möte');
  const [other] = Object.values(ical.sync.parseICS(text)).filter(({ type }) => type === 'VEVENT');
  assert.equal(other.start.toISOString(), '2026-11-24T12:00:00.000Z');
  assert.equal(other.end.toISOString(), '2026-11-24T13:00:00.000Z');
  assert.equal(other.uid, event.uid);
  for (const word of ['Noor', 'SIP', 'Karin', 'sömn', 'Lindqvist']) assert.ok(!text.includes(word), word);
});

test('a date that is moved updates the same event, and without a day there is no file', () => {
  const first = eventOf(room.keep('calendar').toString('utf8'));
  const kept = JSON.parse(room.keep('json').toString('utf8'));
  const none = cli(['export', 'calendar-follow-up'], room.linkOf('Karin'));
  assert.equal(none.status, 4);
  assert.match(none.error, /no day has been decided/);
  // The same meeting with a follow-up, taken up again: the calendar file of each is an event of its own.
  kept.outcome.round_ends = [{ id: 'end', by: 'p4', round: 0, follow_up_date: '2027-07-01', follow_up_start: '09:30', follow_up_end: '10:15' }];
  const path = join(room.folder, 'moved.json');
  writeFileSync(path, JSON.stringify(kept));
  const made = cli(['import', path, '--server', room.server]);
  assert.equal(made.status, 0, made.error);
  const chair = String(made.out).split('\n').find((line) => line.startsWith('chair')).split('\t')[3];
  const text = String(cli(['export', 'calendar-follow-up'], chair).out);
  const component = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.register(component.getFirstSubcomponent('vtimezone'));
  const followUp = eventOf(text);
  assert.equal(followUp.startDate.toJSDate().toISOString(), '2027-07-01T07:30:00.000Z', 'summer time');
  assert.match(followUp.uid, /-0-follow-up$/);
  assert.notEqual(followUp.uid, first.uid);
  // A later file of the same meeting has the same name and never a smaller number.
  const again = eventOf(room.keep('calendar').toString('utf8'));
  assert.equal(again.uid, first.uid);
  assert.ok(again.sequence >= first.sequence);
});
