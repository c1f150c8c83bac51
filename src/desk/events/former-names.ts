/** Renamed actions. Events are never changed, so stored ones keep the former name. */
const formerNames: Record<string, string> = {
  'article.killCancelled': 'article.spared',
  'media.fileReplaced': 'media.file-replaced',
};

const presentNames = new Map(Object.entries(formerNames).map(([present, former]) => [former, present]));

/** The present name of a stored action. */
export function currentName(action: string): string {
  return presentNames.get(action) ?? action;
}

/** All stored names of an action, given any of them. */
export function namesOnRecord(action: string): string[] {
  const present = currentName(action);
  const former = formerNames[present];
  return former === undefined ? [present] : [present, former];
}
