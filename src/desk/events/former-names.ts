/** Actions that have another name now. The record is never rewritten: what happened before keeps the old one there. */
const formerNames: Record<string, string> = {
  'article.killCancelled': 'article.spared',
  'media.fileReplaced': 'media.file-replaced',
};

const presentNames = new Map(Object.entries(formerNames).map(([present, former]) => [former, present]));

/** What an action of the record is called now. */
export function presentName(action: string): string {
  return presentNames.get(action) ?? action;
}

/** All names under which an action stands on record, whichever of them it is asked for by. */
export function namesOnRecord(action: string): string[] {
  const present = presentName(action);
  const former = formerNames[present];
  return former === undefined ? [present] : [present, former];
}
