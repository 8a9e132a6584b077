// Serves the peer's page, bundled, minified and compressed as one would, and the server it talks to.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const kText = 'Tove bokar läkartid om sömn och medicin. '.repeat(50);

export async function startPeer() {
  const { Server } = await import('@hocuspocus/server');
  const { build } = await import('esbuild');
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('peer.js', import.meta.url))], bundle: true, minify: true, format: 'esm', write: false,
  });
  const script = brotliCompressSync(bundle.outputFiles[0].contents);
  const socket = new Server({
    port: 0, address: '127.0.0.1', quiet: true,
    async onLoadDocument({ document }) {
      if (document.getText('notes').length === 0) document.getText('notes').insert(0, kText);
      return document;
    },
  });
  await socket.listen(0);
  const { port } = socket.httpServer.address();
  const site = createServer((request, response) => {
    if (request.url.startsWith('/peer.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript', 'content-encoding': 'br' }).end(script);
    } else {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Peer</title><body><script type="module" src="/peer.js"></script>');
    }
  });
  await new Promise((done) => { site.listen(0, '127.0.0.1', done); });
  return {
    address: `http://127.0.0.1:${site.address().port}/?port=${port}`,
    kilobytes: script.length / 1000,
    async stop() {
      site.close();
      await socket.destroy();
    },
  };
}
