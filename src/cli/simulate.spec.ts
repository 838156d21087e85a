import { simulateCommand } from './simulate.js';

/** Runs the command, hands over its output once it is up, and ends it as `kill` would. */
async function run(args: string[], use: (line: string) => Promise<void>): Promise<void> {
  let seen = (_line: string): void => undefined;
  const greeting = new Promise<string>((resolve) => (seen = resolve));
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    seen(String(chunk));
    return true;
  });
  try {
    const running = simulateCommand().parseAsync(args, { from: 'user' });
    await use(await greeting);
    process.emit('SIGTERM');
    await running;
  } finally {
    write.mockRestore();
  }
}

const urlIn = (line: string, at: number): string => line.match(/http:\/\/[\d.]+:\d+/g)?.[at] ?? '';

afterEach(() => {
  process.exitCode = undefined;
});

describe('olla simulate', () => {
  it('runs until it is told to stop, and says in one line where it is and how to break it', async () => {
    const args =
      '--dialect vllm --port 0 --name gpu-1 --model a b --slots 2 --ttft 0s --tps unlimited --load 5s';
    await run([...args.split(' '), '--memory', '2', '--tokens', '7'], async (line) => {
      expect(line).toMatch(/^gpu-1 \(vllm\) serves a, b at http.*\/sim\/fault -d '\{"kind":"hang"\}'.*\n$/);
      const body = JSON.stringify({ model: 'b', messages: [{ role: 'user', content: 'hi' }] });
      const answer = await fetch(`${urlIn(line, 0)}/v1/chat/completions`, { method: 'POST', body });
      expect(await answer.json()).toMatchObject({ usage: { completion_tokens: 7 } });
      expect((await fetch(`${urlIn(line, 1)}/sim/fault`)).status).toBe(200);
    });
  });

  it('says so when its port is taken', async () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    await run(['--port', '0'], async (line) => {
      const { port } = new URL(urlIn(line, 0));
      await simulateCommand().parseAsync(['--port', port], { from: 'user' });
      expect(stderr).toHaveBeenCalledWith(
        expect.stringContaining(`Port ${port} or the control port is taken`),
      );
      expect(process.exitCode).toBe(1);
    });
    stderr.mockRestore();
  });

  it.each([
    [['--ttft', 'soon'], 'A duration looks like'],
    [['--slots', '0'], 'A whole number of 1 or more'],
    [['--tps', '-3'], 'A number above 0'],
    [['--port', '70000'], 'A port is a number'],
    [['--dialect', 'latin'], 'Allowed choices are ollama'],
  ])('refuses %j', async (args, message) => {
    const command = simulateCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(args, { from: 'user' })).rejects.toThrow(message);
  });
});
