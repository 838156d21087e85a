type Environment = Readonly<Record<string, string | undefined>>;

/** Whether output for people has colours; the first that is set decides (configuration.md §4.4). */
export function wantsColour(env: Environment, isTty: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, OLLA_FORCE_COLORS } = env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  if (OLLA_FORCE_COLORS) return OLLA_FORCE_COLORS.toLowerCase() === 'true';
  return isTty;
}
