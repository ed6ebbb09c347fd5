import { spawn } from 'node:child_process';

/** A part could not be found or installed; the message is one clear sentence. */
export class PartError extends Error {}

/** Runs a program to its end and answers its output; PartError with the last lines when it fails. */
export async function run(command: string, args: string[], options: { cwd?: string } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new PartError(error.code === 'ENOENT' ? `${command} is needed but not installed.` : error.message));
    });
    child.once('close', (status) => {
      if (status === 0) resolve(output);
      else reject(new PartError(`${command} ${args[0]} failed: ${output.trim().split('\n').slice(-5).join(' | ')}`));
    });
  });
}
