// Ports on loopback, for servers that tests and benches start.
import { connect, createServer } from 'node:net';

// Free a moment ago; whoever starts a server there should be quick.
export async function freePort() {
  const server = createServer();
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  const { port } = server.address();
  await new Promise((done) => { server.close(done); });
  return port;
}

export const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});
