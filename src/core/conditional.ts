const LONGEST = 1_024;

/** Whether `If-None-Match` names the tag, compared weakly (RFC 9110 §13.1.2). */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (!ifNoneMatch || ifNoneMatch.length > LONGEST) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const wanted = strong(etag);
  return ifNoneMatch.split(',').some((tag) => strong(tag.trim()) === wanted);
}

const strong = (tag: string): string => (tag.startsWith('W/') ? tag.slice(2) : tag);
