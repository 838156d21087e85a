import 'reflect-metadata';
import { tuneCollector } from './app/heap.js';
import { runProgram } from './cli/program.js';

tuneCollector();
await runProgram(process.argv.slice(2));
