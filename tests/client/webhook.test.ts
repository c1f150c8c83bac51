import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookError } from '../../packages/client/src/webhook.ts';

/** From the library of Standard Webhooks (MIT), its test "sign function works". */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  body: '{"test": 2432232314}',
};
const then = { now: 1614265330_000 };
const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

function verify(
  changed: Partial<typeof vector.headers>,
  { body = vector.body, secret = vector.secret } = {},
) {
  return verifyWebhook(secret, { ...vector.headers, ...changed }, body, then);
}

describe('a webhook', () => {
  it('is believed by the vector of Standard Webhooks, in any form of its headers and body', async () => {
    const { secret, headers, body } = vector;
    for (const [given, sent] of [
      [headers, body],
      [new Headers(headers), new TextEncoder().encode(body)],
    ] as const)
      expect(await verifyWebhook(secret, given, sent, then)).toEqual({ test: 2432232314 });
    expect(await verifyWebhook(secret.slice(6), headers, body, then)).toEqual({ test: 2432232314 });
  });

  it('is believed while its secret is replaced: by both secrets, and with both signatures', async () => {
    const { secret, headers, body } = vector;
    expect(await verifyWebhook([other, secret], headers, body, then)).toEqual({ test: 2432232314 });
    const signature = `v1a,AAAA v1,AAAA v1,%% ${headers['webhook-signature']}`;
    expect(await verify({ 'webhook-signature': signature })).toEqual({ test: 2432232314 });
  });

  it('keeps words of every language as they are', async () => {
    const body = JSON.stringify({ headline: '岸田首相 – “NATO”' });
    const signed = `msg_1.1614265330.${body}`;
    const key = Buffer.from(vector.secret.slice(6), 'base64');
    const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    const headers = { 'webhook-id': 'msg_1', 'webhook-signature': signature };
    expect(await verify(headers, { body })).toEqual({ headline: '岸田首相 – “NATO”' });
  });

  it.each<[Partial<typeof vector.headers>, { body?: string; secret?: string }?]>([
    [{ 'webhook-id': 'msg_2' }],
    [{ 'webhook-timestamp': '1614265331' }],
    [{ 'webhook-signature': 'v1,G0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' }],
    [{ 'webhook-signature': 'v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' }],
    [{}, { body: `${vector.body} ` }],
    [{}, { secret: other }],
  ])('is not believed after any change of it: %j %j', async (changed, others) => {
    await expect(verify(changed, others)).rejects.toThrow(
      'No webhook-signature is of this body with this secret.',
    );
  });

  it('is not believed when it is older or newer than five minutes', async () => {
    const { secret, headers, body } = vector;
    for (const now of [then.now - 301_000, then.now + 301_000])
      await expect(verifyWebhook(secret, headers, body, { now })).rejects.toThrow(
        'within 300 seconds of now',
      );
    for (const now of [then.now - 299_000, then.now + 299_000])
      expect(await verifyWebhook(secret, headers, body, { now })).toEqual({ test: 2432232314 });
    await expect(verify({ 'webhook-timestamp': '1e9' })).rejects.toThrow('within 300 seconds of now');
  });

  it('is not believed without its headers', async () => {
    await expect(verifyWebhook(vector.secret, {}, vector.body, then)).rejects.toThrow(WebhookError);
  });

  it('refuses a secret that is none, which would let anybody sign', async () => {
    for (const secret of ['', 'whsec_', 'whsec_%'])
      await expect(verify({}, { secret })).rejects.toThrow('A secret must be whsec_ and base64');
  });
});
