import type { z } from 'zod';
import type { Database } from '../store/database.ts';

/** What a command may use of the world. */
export interface World {
  /** The folder of this installation's data. */
  home: string;
  /** True when nothing may be fetched from the internet. */
  offline: boolean;
  now(): Date;
  output: Output;
  /** The database, migrated: the running server's when there is one, else started for this command. */
  database(): Promise<Database>;
  /** Ends with Ctrl-C. */
  signal: AbortSignal;
}

export interface Output {
  /** True with `--json`: one JSON value on standard output and nothing else. */
  json: boolean;
  /** The command's answer: as JSON, or as the text for people. Called once. */
  answer(value: unknown, text: () => string): void;
  /** A line for people on standard error; never part of the answer. */
  note(line: string): void;
  /** A bar on standard error; silent when it is not a terminal. */
  progress(label: string, total: number): Progress;
}

export interface Progress {
  /** Sets how much is done and, for people, what is being done. */
  at(done: number, detail?: string): void;
  stop(): void;
}

export interface CommandArgument {
  name: string;
  description: string;
  optional?: boolean;
  variadic?: boolean;
}

export interface CommandOption {
  /** As commander writes it: `--from <dir>`. */
  flags: string;
  description: string;
}

interface CommandSpec<Options extends z.ZodObject> {
  /** Words after `watchkeeper`: `lists load`. */
  name: string;
  summary: string;
  arguments?: readonly CommandArgument[];
  options?: readonly CommandOption[];
  /** Checks and types the options; names are commander's camel case. */
  schema: Options;
  /** Lines that run as pasted. */
  examples?: readonly string[];
  /** Returns an exit code when it is not 0. Throws AppError for a refusal (1) or wrong usage (2). */
  run(input: { args: string[]; options: z.output<Options> }, world: World): Promise<number | undefined>;
}

/** A command as the command line composes it, whatever its options. */
export interface Command extends Omit<CommandSpec<z.ZodObject>, 'run'> {
  run(input: { args: string[]; options: Record<string, unknown> }, world: World): Promise<number | undefined>;
}

/** Declares a command with its options checked against its body. */
export function defineCommand<Options extends z.ZodObject>(spec: CommandSpec<Options>): Command {
  return spec as unknown as Command;
}
