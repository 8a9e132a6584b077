// Makes what the load generator sends to Yjs' servers: node yjs_material.mjs typing FILE FIRST_ROOM ROOMS EDITS
//                                                      node yjs_material.mjs text FILE ROOM TEXT.tsv
// A file is: first room, rooms, edits of each client, and then these, all of a client after each other; numbers are
// varints, and each edit a byte string: a real update, as Yjs made it.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';

import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

const kMembers = 6;
const kFirstAuthor = 1_000_000_000;

const [kind, file, firstRoom, ...rest] = argv.slice(2);
const out = encoding.createEncoder();
encoding.writeVarUint(out, Number(firstRoom));

function authorOf(room, member) {
  const copy = new Y.Doc();
  copy.clientID = kFirstAuthor + room * kMembers + member;
  return copy;
}

// Each client types one letter after the other, behind what they have typed.
function writeTyping(rooms, edits) {
  encoding.writeVarUint(out, rooms);
  encoding.writeVarUint(out, edits);
  for (let client = 0; client < rooms * kMembers; ++client) {
    const copy = authorOf(Number(firstRoom), client);
    copy.on('update', (update) => encoding.writeVarUint8Array(out, update));
    const text = copy.getText('notes');
    for (let i = 0; i < edits; ++i) text.insert(i, 'a');
    copy.destroy();
  }
}

// The whole text as one update, which any of the members may send.
function writeText(table) {
  const copies = Array.from({ length: kMembers }, (_, member) => authorOf(Number(firstRoom), member));
  copies.forEach((copy, member) => copy.on('update', (update, origin) => {
    if (origin !== 'other') copies.forEach((other, at) => { if (at !== member) Y.applyUpdate(other, update, 'other'); });
  }));
  for (const line of readFileSync(table, 'utf8').split('\n')) {
    if (line === '') continue;
    const [member, position, typed] = line.split('\t');
    copies[Number(member)].getText('notes').insert(Number(position), typed);
  }
  encoding.writeVarUint(out, 1);
  encoding.writeVarUint(out, 1);
  const update = Y.encodeStateAsUpdate(copies[0]);
  for (let member = 0; member < kMembers; ++member) encoding.writeVarUint8Array(out, update);
}

if (kind === 'typing') writeTyping(Number(rest[0]), Number(rest[1]));
else writeText(rest[0]);
writeFileSync(file, encoding.toUint8Array(out));
