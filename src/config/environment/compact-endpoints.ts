/** Plain enough to stand without quotes in YAML, so that numbers stay numbers. */
const PLAIN = /^(?!null$)[\w.+-]+$/i;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

type Tree = Map<string, Tree | string>;

/**
 * The YAML of endpoints that are written as `name=url;type=ollama;priority=50`, one after the other with commas or line
 * feeds between them. Every other key is as in the file, with dots between the parts of its path; the name may be
 * left out.
 */
export function compactEndpoints(text: string): string {
  const items = text.split(/[,\n]/).map((item) => item.trim());
  return `[${items.filter(Boolean).map(endpoint).join(', ')}]`;
}

function endpoint(item: string): string {
  const [first = '', ...settings] = item.split(';').map((part) => part.trim());
  const tree: Tree = new Map();
  if (ADDRESS.test(first)) tree.set('url', first);
  else {
    const [name, url] = cut(first);
    tree.set('name', name).set('url', url);
  }
  for (const setting of settings.filter(Boolean)) {
    const [path, value] = cut(setting);
    put(tree, path.split('.'), value);
  }
  return written(tree);
}

function put(tree: Tree, [key = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree.set(key, value);
    return;
  }
  const found = tree.get(key);
  const inner: Tree = found instanceof Map ? found : new Map();
  tree.set(key, inner);
  put(inner, rest, value);
}

function written(value: Tree | string): string {
  if (typeof value === 'string') return PLAIN.test(value) ? value : JSON.stringify(value);
  return `{${[...value].map(([key, inner]) => `${JSON.stringify(key)}: ${written(inner)}`).join(', ')}}`;
}

/** Before and after the first `=`. */
function cut(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
