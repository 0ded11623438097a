import { CommanderError, Command as Program } from 'commander';
import { AppError } from '../kernel/errors.ts';
import type { Command, World } from './command.ts';
import { errorLines, outliveReaders, terminalOutput } from './output.ts';

export interface ProgramParts {
  version: string;
  commands: readonly Command[];
  /** Makes the world of one command; `close` is called when the command has ended. */
  world(command: Command, output: World['output'], signal: AbortSignal): World & { close(): Promise<void> };
}

/** Words for a group of commands in the help. */
const GROUPS: Record<string, string> = {
  lists: 'Official lists: load, status, versions, differences',
  regime: 'The law as data: measures, and whether an act is forbidden',
  parties: "Why entries of several lists are one party, and people's decisions on it",
  ownership: 'Who owns whom: load, and whether a firm is blocked by its owners',
  wallets: 'Wallets: check, load transfers, trace stolen value, watch',
  thefts: 'Thefts attributed to the DPRK',
  subscriptions: 'Saved parties, screened again at every version of the lists',
  keys: 'Keys that programs show to the API',
  evidence: 'Files in the vault: custody, ratings, origins, timestamps; and the language of drafts',
  findings: 'What the watches have raised',
  update: 'Regular updates: new, changed, closed, unanswered and corrected since the one before',
  screen: 'Check names, ships, wallets and documents against the lists in use',
};

/** Runs one command line; the exit code is 0 done, 1 refused or failed, 2 wrong usage. */
export async function runProgram(parts: ProgramParts, words: readonly string[]): Promise<number> {
  outliveReaders(process.stdout, process.stderr);
  const state = { code: 0 };
  const program = new Program('watchkeeper')
    .description('Open monitoring of sanctions on North Korea')
    .version(parts.version)
    // "screen file IN --schema X" gives the option to "screen file", although "screen" knows it too.
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for the commands and options)')
    .exitOverride();
  for (const command of parts.commands) attach(program, command, parts, state);
  try {
    if (words.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync([...words], { from: 'user' });
    return state.code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (words.includes('--json')) printError(usageError(error));
    return 2;
  }
}

function attach(program: Program, command: Command, parts: ProgramParts, state: { code: number }): void {
  const words = command.name.split(' ');
  const name = words.pop() ?? '';
  let parent = program;
  for (const word of words) {
    parent =
      parent.commands.find((known) => known.name() === word) ??
      parent
        .command(word)
        .description(GROUPS[word] ?? '')
        .exitOverride();
  }
  const made = (parent.commands.find((known) => known.name() === name) ?? parent.command(name))
    .description(command.summary)
    .exitOverride();
  for (const argument of command.arguments ?? []) {
    const shown = `${argument.name}${argument.variadic ? '...' : ''}`;
    made.argument(argument.optional ? `[${shown}]` : `<${shown}>`, argument.description);
  }
  for (const option of command.options ?? []) made.option(option.flags, option.description);
  made.option('--json', 'print one JSON value and nothing else');
  if (command.examples?.length)
    made.addHelpText('after', `\nExamples:\n${command.examples.map((line) => `  ${line}`).join('\n')}`);
  made.action(async () => {
    state.code = await execute(command, made, parts);
  });
}

async function execute(command: Command, made: Program, parts: ProgramParts): Promise<number> {
  const { json, ...given } = made.opts() as { json?: boolean } & Record<string, unknown>;
  const output = terminalOutput(json === true);
  const stopping = new AbortController();
  const interrupt = interruption(stopping);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let world: Awaited<ReturnType<ProgramParts['world']>> | undefined;
  try {
    world = parts.world(command, output, stopping.signal);
    return (await command.run({ args: made.args, options: checkedOptions(command, given) }, world)) ?? 0;
  } catch (thrown) {
    const isStop = stopping.signal.aborted && thrown instanceof Error && thrown.name === 'AbortError';
    return reportError(isStop ? stopped(command) : thrown, json === true);
  } finally {
    await world?.close();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** A terminal and npm both pass Ctrl-C on, so that it arrives twice at once; only a later one forces the end. */
const PATIENCE_MILLISECONDS = 2000;

function interruption(stopping: AbortController): () => void {
  let first = 0;
  return () => {
    if (!stopping.signal.aborted) {
      first = performance.now();
      stopping.abort();
    } else if (performance.now() - first > PATIENCE_MILLISECONDS) process.exit(130);
  };
}

function stopped({ name }: Command): AppError {
  return new AppError({
    code: 'STOPPED',
    kind: 'refused',
    message: `Cannot finish "${name}": it was stopped`,
    hint: 'Run it again when it suits.',
  });
}

function checkedOptions(command: Command, given: Record<string, unknown>): Record<string, unknown> {
  const read = command.schema.safeParse(given, { error: optionFault });
  if (read.success) return read.data;
  const faults = read.error.issues.map(
    (issue) =>
      `--${String(issue.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${issue.message}`,
  );
  throw new AppError({
    code: 'USAGE',
    kind: 'usage',
    message: `Cannot run "${command.name}": ${faults.join('; ')}`,
    hint: `"watchkeeper ${command.name} --help" shows its options.`,
  });
}

const KINDS: Readonly<Record<string, string>> = { number: 'a number', int: 'a whole number' };

/** What is wrong with an option, where its own schema does not say it in words. */
function optionFault(issue: { code?: string; expected?: string; input?: unknown }): string | undefined {
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.input === undefined) return 'is needed';
  const kind = KINDS[issue.expected ?? ''];
  return kind && `must be ${kind}`;
}

/** What commander has already said on standard error, for programs. */
function usageError({ message }: CommanderError): AppError {
  const [problem = '', ...more] = message.replace(/^error: /, '').split('\n');
  const hint = more.join(' ').replace(/^\(|\)$/g, '');
  return new AppError({
    code: 'USAGE',
    kind: 'usage',
    message: problem.startsWith('(') ? 'Cannot run that: the command is incomplete' : `Cannot run that: ${problem}`,
    hint: hint || 'Add --help for the commands and options.',
  });
}

/** Tells of anything thrown, as words on standard error or as JSON on standard output; returns the exit code. */
export function reportError(thrown: unknown, json: boolean): number {
  const error = thrown instanceof AppError ? thrown : defect(thrown);
  if (json) printError(error);
  else process.stderr.write(errorLines(error.message, error.hint));
  return error.kind === 'usage' ? 2 : 1;
}

function defect(thrown: unknown): AppError {
  const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new AppError({ code: 'INTERNAL', kind: 'internal', message });
}

function printError({ code, message, hint, data }: AppError): void {
  process.stdout.write(`${JSON.stringify({ error: { code, message, hint: hint ?? null, data } }, null, 2)}\n`);
}
