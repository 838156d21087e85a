// Ends processes and removes folders when whoever named them is gone, however suddenly; see leftovers.ts.
// One order a line: "process ID", "ended ID", "folder PATH".
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const processes = new Set();
const folders = new Set();

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const space = line.indexOf(' ');
    const what = line.slice(space + 1);
    if (line.startsWith('process')) processes.add(Number(what));
    else if (line.startsWith('ended')) processes.delete(Number(what));
    else folders.add(what);
  })
  .on('close', () => {
    for (const id of processes) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
