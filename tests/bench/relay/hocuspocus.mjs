// Hocuspocus as its documentation starts it, with nothing stored: node hocuspocus.mjs PORT
import { argv } from 'node:process';

import { Server } from '@hocuspocus/server';

await new Server({ port: Number(argv[2]), address: '127.0.0.1', quiet: true }).listen();
