const KEY = 'olla-theme';
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const;
type Theme = keyof typeof NEXT;

/** Light, dark, or as the machine has it, which is what nothing is remembered for. */
class ThemeChoice {
  choice = $state<Theme>(remembered());
  #machine = matchMedia('(prefers-color-scheme: dark)');
  #machineIsDark = $state(this.#machine.matches);
  readonly shown = $derived(this.choice === 'auto' ? (this.#machineIsDark ? 'dark' : 'light') : this.choice);

  start(): void {
    this.#machine.addEventListener('change', ({ matches }) => (this.#machineIsDark = matches));
  }

  next(): void {
    this.choice = NEXT[this.choice];
    try {
      if (this.choice === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, this.choice);
    } catch {
      // A browser that keeps nothing forgets the choice with the page.
    }
  }
}

function remembered(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'auto';
  } catch {
    return 'auto';
  }
}

export const theme = new ThemeChoice();
