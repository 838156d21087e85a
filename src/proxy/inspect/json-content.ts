/** Whether a content type says that a body is JSON, with whatever parameters. */
export const isJson = (type: string | undefined): boolean =>
  type !== undefined && (type === 'application/json' || type.toLowerCase().includes('application/json'));
