type Fields = Readonly<Record<string, unknown>>;

const IMAGE_TYPES: ReadonlySet<unknown> = new Set(['image_url', 'image']);
const ABOUT_CODE = /code|programming|function|class|debug|implement/i;

/** Whether any message of a conversation shows an image. */
export function showsImages(messages: readonly unknown[]): boolean {
  return messages.some((message) => {
    if (!isFields(message)) return false;
    const { content } = message;
    return Array.isArray(content)
      ? content.some(isImage)
      : isFields(content) && IMAGE_TYPES.has(content['type']);
  });
}

/** Whether the instructions of a conversation speak of programming. */
export function describesCode(messages: readonly unknown[]): boolean {
  return messages.some(
    (message) =>
      isFields(message) &&
      message['role'] === 'system' &&
      typeof message['content'] === 'string' &&
      ABOUT_CODE.test(message['content']),
  );
}

/** A part of a message; some clients put an image into a text. */
function isImage(part: unknown): boolean {
  if (!isFields(part)) return false;
  const { type, text } = part;
  return (
    IMAGE_TYPES.has(type) || (type === 'text' && typeof text === 'string' && text.startsWith('data:image/'))
  );
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
