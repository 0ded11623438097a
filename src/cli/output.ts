import cliProgress from 'cli-progress';
import picocolors from 'picocolors';
import type { Output, Progress } from './command.ts';

const SILENT: Progress = { at: () => {}, stop: () => {} };

/** Answers go to standard output, everything else to standard error; bars only where a person watches. */
export function terminalOutput(json: boolean, standardOutput = process.stdout, standardError = process.stderr): Output {
  return {
    json,
    answer: (value, text) => void standardOutput.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text()}\n`),
    note: (line) => void standardError.write(`${line}\n`),
    progress: (label, total) => (standardError.isTTY ? bar(label, total, standardError) : SILENT),
  };
}

function bar(label: string, total: number, stream: NodeJS.WriteStream): Progress {
  const shown = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage} %  {detail}`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  });
  shown.start(total, 0, { detail: '' });
  return {
    at: (done, detail = '') =>
      shown.update(done, { detail: detail.slice(0, Math.max(10, (stream.columns ?? 80) - 50)) }),
    stop: () => shown.stop(),
  };
}

/** An error for people: what happened, then what to do. */
export function errorLines(message: string, hint: string | undefined): string {
  return `${picocolors.red(message)}${hint ? `\n${hint}` : ''}\n`;
}

/**
 * Lets readers go away before the end, as `| head -1` does: what is still written is dropped, and the command goes on to
 * its own end, so that its database is closed. Any other failure of the stream is thrown as without this.
 */
export function outliveReaders(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams)
    if (!stream.listeners('error').includes(dropWhenUnread)) stream.on('error', dropWhenUnread);
}

function dropWhenUnread(cause: NodeJS.ErrnoException): void {
  if (cause.code !== 'EPIPE') throw cause;
}
