// nats-servers on loopback, one or several as a cluster, with everything they keep in a folder. They end with this
// process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { answers, freePort } from './ports.mjs';

const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });

export class NatsServers {
  #folder;
  #nodes = [];  // { port, route, child }

  constructor(folder) { this.#folder = folder; }

  static async start(folder, count) {
    const servers = new NatsServers(folder);
    mkdirSync(folder, { recursive: true });
    for (let i = 0; i < count; ++i) servers.#nodes.push({ port: await freePort(), route: await freePort(), child: null });
    await Promise.all(servers.#nodes.map((_, i) => servers.start(i)));
    return servers;
  }

  // For the relay's --journal.
  get url() { return `nats://${this.#nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`; }

  async start(index) {
    const node = this.#nodes[index];
    const routes = this.#nodes.map(({ route }) => `nats://127.0.0.1:${route}`).join(', ');
    const cluster = this.#nodes.length === 1 ? '' : `cluster {\n  name: samsyn\n  listen: 127.0.0.1:${node.route}\n  routes: [${routes}]\n}\n`;
    const configuration = `${this.#folder}/${index}.conf`;
    writeFileSync(configuration, `server_name: n${index}\nlisten: 127.0.0.1:${node.port}\njetstream { store_dir: "${this.#folder}/${index}" }\n${cluster}`);
    // /usr/sbin is not in everybody's path.
    const child = spawn('nats-server', ['-c', configuration], { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }, stdio: 'ignore' });
    let failure = null;
    child.on('error', (error) => { failure = error; });
    child.on('exit', () => running.delete(child));
    running.add(child);
    node.child = child;
    for (let tries = 0; !await answers(node.port); ++tries) {
      if (failure || child.exitCode !== null || tries > 1500) throw failure ?? new Error(`nats-server ${index} does not answer`);
      await new Promise((done) => { setTimeout(done, 20); });
    }
  }

  // kill -9.
  async kill(index) {
    const { child } = this.#nodes[index];
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async stop() { await Promise.all(this.#nodes.map((_, i) => this.kill(i))); }
}
