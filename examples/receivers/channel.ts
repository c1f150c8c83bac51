/** Tells a channel of a chat what was published and what was taken down. For a webhook with `"body": "full"`. */
import { receiving, type Message, type Secrets } from './receiving.ts';

const most = 1000;

/** `channelUrl` is the incoming webhook that the chat made for the channel; it takes `{ "text": … }`, as Slack does. */
export function tellingChannel(secrets: Secrets, channelUrl: string) {
  // The same message may come twice; nobody wants to read it twice.
  const told = new Set<string>();

  return receiving(secrets, async (message, id) => {
    const text = textOf(message);
    if (text === undefined || told.has(id)) return;
    const answer = await fetch(channelUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    });
    if (!answer.ok) throw new Error(`The chat answered ${answer.status}.`);
    told.add(id);
    if (told.size > most) told.delete(told.values().next().value!);
  });
}

function textOf({ type, data: { article, state, notice } }: Message): string | undefined {
  if (article) return `${escaped(article.headline)}\n${article.url}`;
  return type === 'article.removed'
    ? escaped(`A story was taken down (${state}). ${notice ?? ''}`.trim())
    : undefined;
}

/** Chats take these signs for links and mentions. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
