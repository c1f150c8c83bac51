/** A webhook that cannot be believed: answer it with 401. `message` says why. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

type WebhookHeaders = Headers | Record<string, string | string[] | undefined>;

/**
 * Gives the message of a webhook, after checking that it comes from who knows the secret (Standard Webhooks): its body as
 * it was received, and its headers. While a secret is replaced, give both. Throws a `WebhookError` where nobody signed it
 * with them, or not in the last five minutes. The same message may come again: by its `webhook-id` you know it.
 */
export async function verifyWebhook(
  secrets: string | readonly string[],
  headers: WebhookHeaders,
  body: string | Uint8Array<ArrayBuffer>,
  { now = Date.now(), toleranceSeconds = 300 }: { now?: number; toleranceSeconds?: number } = {},
): Promise<unknown> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signatures)
    throw new WebhookError('The headers webhook-id, webhook-timestamp and webhook-signature must be there.');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new WebhookError(`webhook-timestamp must be within ${toleranceSeconds} seconds of now.`);
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => bytesOf(one.slice(3)));
  for (const secret of [secrets].flat()) {
    const key = bytesOf(secret.replace(/^whsec_/, ''));
    if (!key?.length) throw new TypeError('A secret must be whsec_ and base64, as Dateline shows it.');
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const verifying = await crypto.subtle.importKey('raw', key, hmac, false, ['verify']);
    for (const signature of given) {
      if (signature && (await crypto.subtle.verify(hmac, verifying, signature, signed)))
        return JSON.parse(text) as unknown;
    }
  }
  throw new WebhookError('No webhook-signature is of this body with this secret.');
}

function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return Array.isArray(value) ? value[0] : (value ?? undefined);
}

/** What base64 means; undefined where it is none. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  } catch {
    return undefined;
  }
}
