import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import { addressFault } from './address-fault.ts';
import { bounded } from './connect.ts';
import { faultOf, type Failure } from './fault.ts';
import { isNamed } from './hosts.ts';
import { anyLookup, publicLookup, type Resolve } from './lookup.ts';
import { byNameServers } from './resolve.ts';
import { readStart } from './read-start.ts';

/** What is posted. */
type Message = { url: string; headers: Record<string, string>; body: string };

/** What came back, with the start of its text; or why nothing did, in one sentence. */
export type Outcome = { ms: number } & ({ status: number; text: string } | { fault: string });

export type Outgoing = ReturnType<typeof openOutgoing>;

type Settings = {
  /** Hosts, and hosts with ports, that may be private and use http (OUTGOING_HOSTS). */
  allowedHosts: readonly string[];
  connectMs?: number;
  /** From the start to the end of the answer. */
  totalMs?: number;
  /** For hosts that the setting names, the resolver of the system is asked: it knows those of this network. */
  resolve?: Resolve;
  resolveNamed?: Resolve;
};

/**
 * The client for all that this server sends to addresses that somebody gave it: it connects to public addresses alone,
 * follows no redirects, decompresses nothing, and waits and reads for a bounded time.
 */
export function openOutgoing({
  allowedHosts,
  connectMs = 5_000,
  totalMs = 10_000,
  resolve = byNameServers(),
  resolveNamed = (host) => lookup(host, { all: true }),
}: Settings) {
  const closing = new AbortController();
  const toPublic = lazyAgent(publicLookup(resolve, connecting), connectMs);
  const toNamed = lazyAgent(anyLookup(resolveNamed, connecting), connectMs);

  /** Aborted when nobody waits for the connection any more. */
  function connecting(): AbortSignal {
    return AbortSignal.any([AbortSignal.timeout(connectMs), closing.signal]);
  }

  async function send(message: Message): Promise<Outcome> {
    const startedAt = performance.now();
    const signal = AbortSignal.any([AbortSignal.timeout(totalMs), closing.signal]);
    const outcome = await ask(message, signal).catch((error: unknown) => ({
      fault: faultOf(error as Failure, { connectMs, totalMs }),
    }));
    return { ms: Math.round(performance.now() - startedAt), ...outcome };
  }

  async function ask({ url, headers, body }: Message, signal: AbortSignal) {
    const fault = addressFault(url, allowedHosts);
    if (fault !== undefined) return { fault };
    const place = new URL(url);
    const agent = await (isNamed(place, allowedHosts) ? toNamed : toPublic).open();
    const { origin, pathname, search } = place;
    const posted = { method: 'POST', headers, body, signal } as const;
    const answer = await agent.request({ origin, path: pathname + search, ...posted });
    return { status: answer.statusCode, text: await readStart(answer.body) };
  }

  return {
    send,
    addressFault: (url: string) => addressFault(url, allowedHosts),
    /** Ends what is under way as well. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.all([toPublic.close(), toNamed.close()]);
    },
  };
}

/** undici is loaded with the first message: it takes 30 MB and a fifth of a second. */
function lazyAgent(lookup: LookupFunction, connectMs: number) {
  let agent: Promise<Agent> | undefined;
  return {
    open: () => (agent ??= load()),
    close: async () => (await agent)?.destroy(),
  };

  async function load(): Promise<Agent> {
    const { Agent, buildConnector } = await import('undici');
    return new Agent({
      connect: bounded(buildConnector({ lookup, timeout: connectMs, autoSelectFamily: true })),
      keepAliveMaxTimeout: 30_000,
    });
  }
}
