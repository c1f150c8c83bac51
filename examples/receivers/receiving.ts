/** What every receiver does: it believes only what Dateline signed, and says when it is done. */
import type { ArticleSummary } from 'dateline-client';
import { verifyWebhook, WebhookError } from 'dateline-client/webhook';

export type Message = {
  /** `article.upserted`, `media.removed` …; `reset` where changes were missed; `ping` as a test. */
  type: string;
  data: {
    /** What to purge. */
    surrogateKeys?: string[];
    /** Why something was removed, and what readers are told. */
    state?: string;
    notice?: string;
    /** Of webhooks with `"body": "full"`. */
    article?: ArticleSummary;
  };
};

/** `whsec_…`, as Dateline showed it; both while it is replaced. */
export type Secrets = string | string[];

/**
 * A handler of requests, as Next.js, Cloudflare Workers, Deno and Bun know them. Where `act` throws they answer 500, and
 * Dateline sends the same again, later and with the same id.
 */
export function receiving(
  secrets: Secrets,
  act: (message: Message, id: string) => void | Promise<void>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const message = (await verifyWebhook(secrets, request.headers, await request.text())) as Message;
      if (message.type !== 'ping') await act(message, request.headers.get('webhook-id')!);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      return new Response(error.message, { status: 401 });
    }
  };
}

/** The keys of the answers that are out of date: where changes were missed all of them, which have the key `all`. */
export function staleKeys({ type, data }: Message): string[] {
  return type === 'reset' ? ['all'] : (data.surrogateKeys ?? []);
}
