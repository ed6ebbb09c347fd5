import { spawn } from 'node:child_process';

export interface Result {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, with the given input. */
export function execute(program: string, args: string[], input = ''): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, stdout, stderr }));
    // A program that does not read its input may end before it is written.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** The output of a program that must succeed. */
export async function output(program: string, args: string[], input = ''): Promise<string> {
  const { status, stdout, stderr } = await execute(program, args, input);
  if (status === 0) return stdout;
  const words = `${stdout}\n${stderr}`.trim().split('\n').slice(-12).join(' | ');
  throw new Error(`${program.split('/').at(-1)} ${args.slice(0, 4).join(' ')} failed: ${words}`);
}
