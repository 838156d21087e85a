/** The path as it came, without its query. */
export const pathOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
};

/** The query as it came, with its `?`; `` when there is none. */
export const queryOf = (url: string): string => {
  const query = url.indexOf('?');
  return query < 0 ? '' : url.slice(query);
};
