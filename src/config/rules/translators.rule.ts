import { type Draft, settle } from './draft.js';
import { HEADER_NAME } from './header-name.js';
import { isDangerousDirectory, normalisedPath } from './output-directory.js';

const PATH = 'translators.anthropic';
const IN_INSPECTOR =
  'translators config invalid: anthropic translator config invalid: inspector config invalid:';

/** What the Anthropic translator and its inspector need (configuration.md §7.5, §9.4). */
export function translatorsRule(draft: Draft): void {
  const { anthropic } = draft.config.translators;
  if (anthropic.maxMessageSize === 0) {
    draft.findings.notice(`${PATH}.max_message_size`, `${PATH}.max_message_size is 0, using 10485760`);
    settle(anthropic, { maxMessageSize: 10_485_760 });
  }
  if (anthropic.inspector.enabled) inspector(draft);
}

function inspector({ config, findings }: Draft): void {
  const section = config.translators.anthropic.inspector;
  const path = `${PATH}.inspector`;
  findings.notice(`${path}.enabled`, `${path} writes whole conversations to disk: for development only`);
  const directory = section.outputDir === '' ? './inspector-logs' : normalisedPath(section.outputDir);
  const header = section.sessionHeader.trim() || 'X-Session-ID';
  if (isDangerousDirectory(directory)) {
    findings.problem(
      `${path}.output_dir`,
      `${IN_INSPECTOR} output_dir cannot be set to dangerous system path: ${directory}`,
    );
  }
  if (!HEADER_NAME.test(header)) {
    findings.problem(
      `${path}.session_header`,
      `${IN_INSPECTOR} session_header contains invalid characters (must be valid HTTP header name): ${header}`,
    );
  }
  settle(section, { outputDir: directory, sessionHeader: header });
}
