// One unary request whose answer is compared byte by byte.
import http from 'node:http';
import { CHAT_ANSWER, CHAT_PATH, MODELS, chatRequest } from './payloads.mjs';

const body = chatRequest(MODELS.unary);
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };

/** @returns what is wrong with the answer, or '' */
export function checkedAnswer(port, agent) {
  return new Promise((resolve) => {
    const options = {
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: CHAT_PATH,
      headers,
      agent,
      timeout: 5000,
    };
    const request = http.request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data) => (text += data));
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => {
        if (response.statusCode !== 200) resolve(`status ${response.statusCode}: ${text.slice(0, 200)}`);
        else resolve(text === CHAT_ANSWER ? '' : `wrong body: ${text.slice(0, 200)}`);
      });
    });
    request.on('timeout', () => request.destroy(new Error('no answer in 5 s')));
    request.on('error', (error) => resolve(error.message));
    request.end(body);
  });
}

/** Answers fetched over so many connections for a while, each one compared. @returns the faults among them */
export async function checkAnswers({ port, connections, seconds }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const end = Date.now() + seconds * 1000;
  const faults = [];
  const runConnection = async () => {
    while (Date.now() < end) {
      const fault = await checkedAnswer(port, agent);
      if (fault) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: connections }, runConnection));
  agent.destroy();
  return faults;
}
