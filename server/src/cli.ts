#!/usr/bin/env node
import type { Io } from './cli/io.ts';
import { run } from './cli/program.ts';

const io: Io = {
  cwd: process.cwd(),
  stdin: process.stdin,
  isTerminal: Boolean(process.stdout.isTTY && process.stderr.isTTY),
  today: new Date().toISOString().slice(0, 10),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

// A reader that has seen enough (`| head`) closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void run(process.argv.slice(2), io).then((code) => {
  process.exitCode = code;
});
