// The kept meeting, FHIR bundle and figures, read by JSON Schema and FHIR validators, and taken up again by a relay.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { cli, kRoot, openRoom } from './room.mjs';

const FhirValidator = createRequire(import.meta.url)('@asymmetrik/fhir-json-schema-validator');

let room;
before(async () => { room = await openRoom(); });
after(async () => { await room?.close(); });

function validator() {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictTuples: false });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(kRoot, 'shared/export/meeting_file.schema.json'), 'utf8')));
}

test('a kept meeting and a template fit the JSON Schema, and what does not fit is refused by both', () => {
  const validate = validator();
  for (const form of ['json', 'template']) {
    const kept = JSON.parse(room.keep(form).toString('utf8'));
    assert.ok(validate(kept), JSON.stringify(validate.errors, null, 1));
  }
  const meeting = JSON.parse(room.keep('json').toString('utf8'));
  const breaks = [
    (file) => { file.version = 2; },
    (file) => { file.format = 'other'; },
    (file) => { delete file.access; },
    (file) => { file.plan.title = 7; },
    (file) => { file.plan.agenda[0].minutes = 'ten'; },
    (file) => { file.plan.agenda[0].colour = 'red'; },
    (file) => { file.outcome.commitments[0].body = 'church'; },
    (file) => { delete file.outcome.commitments[0].id; },
    (file) => { file.access.participants[0].role = 'boss'; },
    (file) => { file.plan.participants = {}; },
  ];
  for (const [number, broken] of breaks.entries()) {
    const file = structuredClone(meeting);
    broken(file);
    assert.ok(!validate(file), `break ${number} is seen by the schema`);
    const path = join(room.folder, 'broken.json');
    writeFileSync(path, JSON.stringify(file));
    const refused = cli(['import', path, '--bundle', join(room.folder, 'never.bundle')]);
    assert.equal(refused.status, 2, `break ${number} is refused`);
    assert.match(refused.error, /broken\.json: .* at \//, `break ${number} is told where: ${refused.error}`);
  }
});

test('a kept meeting becomes a new one at a relay, with the same in it, and links that work', () => {
  const before = JSON.parse(room.keep('json').toString('utf8'));
  const path = join(room.folder, 'meeting.json');
  writeFileSync(path, JSON.stringify(before));
  const made = cli(['import', path, '--server', room.server]);
  assert.equal(made.status, 0, made.error);
  const lines = String(made.out).trim().split('\n').map((line) => line.split('\t'));
  assert.equal(lines.length, 9);
  const chair = lines.find(([role]) => role === 'chair')[3];
  for (const [role, id, , link] of lines) {
    const verified = cli(['verify'], link);
    assert.equal(verified.status, 0, verified.error);
    assert.equal(String(verified.out).trim(), `the link works: ${id}, ${role}`);
  }
  const again = cli(['export', 'json'], chair);
  assert.equal(again.status, 0, again.error);
  const after = JSON.parse(String(again.out));
  delete before.kept_at;
  delete after.kept_at;
  assert.deepEqual(after, before);
  // The chair has everybody's links in the meeting.
  const links = String(cli(['links'], chair).out).trim().split('\n').map((line) => line.split('\t'));
  assert.equal(links.length, 9);
  for (const [role, id, , link] of lines.filter(([any]) => any !== 'chair')) {
    assert.equal(links.find((line) => line[1] === id)[3], link, `${role} ${id}`);
  }
});

test('a template makes a meeting with its agenda, and a bundle is replayed without a relay', () => {
  const template = join(room.folder, 'template.json');
  writeFileSync(template, room.keep('template'));
  const made = cli(['create', '--person', 'Ett Namn', '--chair', 'Ett Annat', '--from', template, '--server', room.server]);
  assert.equal(made.status, 0, made.error);
  const link = String(made.out).trim().split('\t')[3];
  const kept = JSON.parse(String(cli(['export', 'json'], link).out));
  const wanted = JSON.parse(readFileSync(template, 'utf8'));
  assert.deepEqual(kept.plan.agenda.map(({ title, minutes }) => [title, minutes]), wanted.plan.agenda.map(({ title, minutes }) => [title, minutes]));

  const replayed = cli(['replay', room.bundle, '--form', 'json'], room.links.Noor);
  assert.equal(replayed.status, 0, replayed.error);
  const fromBundle = JSON.parse(String(replayed.out));
  const fromRelay = JSON.parse(room.keep('json', { who: 'Noor' }).toString('utf8'));
  assert.deepEqual(fromBundle.plan, fromRelay.plan);
  assert.deepEqual(fromBundle.outcome, fromRelay.outcome);
  const other = cli(['replay', room.bundle], link);
  assert.equal(other.status, 4);
  assert.match(other.error, /does not open the meeting in that bundle/);
  // A byte is changed: it is seen.
  const bytes = readFileSync(room.bundle);
  bytes[bytes.length - 40] ^= 1;
  const changed = join(room.folder, 'changed.bundle');
  writeFileSync(changed, bytes);
  const found = cli(['replay', changed], room.links.Noor);
  assert.notEqual(found.status, 0);
});

test('the FHIR bundle and every resource in it fit the R4 schema, and what does not fit is refused', () => {
  const fhir = new FhirValidator();
  const bundle = JSON.parse(room.keep('fhir').toString('utf8'));
  const fits = (resource) => fhir.validate(resource);
  assert.deepEqual(fits(bundle), []);
  const types = bundle.entry.map(({ resource }) => resource.resourceType);
  for (const type of ['CarePlan', 'Goal', 'CareTeam', 'Consent', 'Patient', 'Practitioner', 'Organization']) assert.ok(types.includes(type), type);
  for (const { resource } of bundle.entry) assert.deepEqual(fits(resource), [], resource.resourceType);
  const plan = bundle.entry.find(({ resource }) => resource.resourceType === 'CarePlan').resource;
  assert.equal(plan.activity.length, 5);
  // The checker sees what is wrong.
  assert.notDeepEqual(fits({ ...plan, activity: 'none' }), []);
  assert.notDeepEqual(fits({ ...plan, colour: 'red' }), []);
  assert.notDeepEqual(fits({ ...plan, title: { text: 'x' } }), []);
});

test('the figures hold no word of the meeting', () => {
  const figures = room.keep('process').toString('utf8');
  const meeting = JSON.parse(room.keep('json').toString('utf8'));
  const texts = [];
  const walk = (value) => {
    if (typeof value === 'string' && value.length > 4) texts.push(value);
    else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  // What the format calls things is not what people wrote.
  const own = new Set();
  const name = (value) => {
    if (Array.isArray(value?.enum)) value.enum.forEach((word) => own.add(word));
    if (value && typeof value === 'object') Object.values(value).forEach(name);
  };
  name(JSON.parse(readFileSync(join(kRoot, 'shared/export/meeting_file.schema.json'), 'utf8')));
  walk(meeting.plan);
  walk(meeting.voice);
  walk(meeting.outcome);
  const written = texts.filter((text) => !own.has(text));
  assert.ok(written.length > 80);
  for (const text of written) assert.ok(!figures.includes(text), text);
  const counts = JSON.parse(figures);
  assert.equal(counts.commitments.count, 5);
  assert.equal(counts.people.count, 9);
});
