import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { AppError } from '../kernel/errors.ts';

/** Where the built console lies, seen from `src/` and from `dist/` alike. */
export const consoleFolder = fileURLToPath(new URL('../../console/dist/', import.meta.url));

/**
 * Time limits of one connection, in milliseconds: slow clients do not hold the server. The whole of a request may
 * take as long as a large file does; the server's own guard over bodies is stricter with all else.
 */
const REQUEST_TIMEOUT = 3_600_000;
const HEADERS_TIMEOUT = 10_000;

export interface Listening {
  address: string;
  close(): Promise<void>;
}

/** Opens the port. A port that is taken is an AppError with what to do. */
export async function listen(
  app: { fetch(request: Request): Response | Promise<Response> },
  host: string,
  port: number,
): Promise<Listening> {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: HEADERS_TIMEOUT, maxHeaderSize: 65_536 },
    getRequestListener(app.fetch),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(notOpened(cause, host, port)));
    server.listen(port, host, resolve);
  });
  const opened = server.address();
  const shownHost = host.includes(':') ? `[${host}]` : host;
  const shownPort = typeof opened === 'object' && opened ? opened.port : port;
  return { address: `http://${shownHost}:${shownPort}/`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}

function notOpened(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  const taken = cause.code === 'EADDRINUSE';
  return new AppError({
    code: taken ? 'PORT_TAKEN' : 'PORT_REFUSED',
    kind: 'conflict',
    message: `Cannot listen on ${host}:${port}: ${taken ? 'another program uses that port' : cause.message}`,
    hint: 'Set PORT to a free port: PORT=4800 npm start',
    cause,
  });
}
