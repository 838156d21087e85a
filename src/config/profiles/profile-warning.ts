/** One thing about the profiles that somebody should know. */
export interface ProfileWarning {
  /** As people name it: relative to the working directory when it lies below that; empty for none in particular. */
  readonly file: string;
  readonly reason: string;
  /** Whether the file counts for nothing; otherwise the rest of it is used. */
  readonly skipped: boolean;
}

/** `config/profiles/gpu.yaml: profile name is required`. */
export const profileWarningText = ({ file, reason }: ProfileWarning): string =>
  file ? `${file}: ${reason}` : reason;
