import 'reflect-metadata';
import { keepHeapTight } from './app/heap.js';
import { runProgram } from './cli/program.js';

keepHeapTight();
await runProgram(process.argv.slice(2));
