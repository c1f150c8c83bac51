/** One connection that asks for far too much and does not wait for the answers. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { metricsOf, type Newsroom } from './server-process.ts';

export const hangUps = 10;
const requests = 500;

/** Sends 500 searches on one connection and hangs up, ten times. Gives how many were worked on. */
export async function pipelineAndHangUp(newsroom: Newsroom): Promise<number> {
  const { hostname, port } = new URL(newsroom.address);
  const before = await searchesBegun(newsroom);
  for (let time = 0; time < hangUps; time += 1) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write('GET /v1/search?q=the HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(requests));
    await pause(50);
    socket.destroy();
    await pause(100);
  }
  return (await searchesBegun(newsroom)) - before;
}

/** What hung up before it was begun is counted among the requests, too. */
async function searchesBegun(newsroom: Newsroom): Promise<number> {
  const figures = await (await fetch(metricsOf(newsroom))).text();
  const [all, gone] = [
    /^dateline_http_requests_total\{route="\/v1\/search".*\} (\d+)$/gm,
    /^dateline_http_gone_total\{.*\} (\d+)$/gm,
  ].map((line) => [...figures.matchAll(line)].reduce((sum, [, count]) => sum + Number(count), 0));
  return all! - gone!;
}
