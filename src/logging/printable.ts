const CONTROL = /\p{Cc}/gu;

/** Names and messages come from outside too: what could steer a terminal is shown, not obeyed. */
export const printable = (text: string): string => text.replace(CONTROL, shownAs);

const shownAs = (control: string): string => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
