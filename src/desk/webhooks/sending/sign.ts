import { Webhook } from 'standardwebhooks';

/** The headers of Standard Webhooks: each secret signs. `at` is UTC milliseconds. */
export function signedHeaders(
  { id, at, body }: { id: string; at: number; body: string },
  secrets: string[],
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body));
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signatures.join(' '),
  };
}
