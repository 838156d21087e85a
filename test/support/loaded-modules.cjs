// Prints, at SIGUSR2, how many modules of OpenTelemetry a process has loaded. Its API aside: prom-client brings that.
const Module = require('node:module');
const SDK = /@opentelemetry[\\/](?!api[\\/])/;
process.on('SIGUSR2', () => {
  const count = Object.keys(Module._cache).filter((file) => SDK.test(file)).length;
  process.stdout.write(`\n{"msg":"loaded modules","count":${count}}\n`);
});
