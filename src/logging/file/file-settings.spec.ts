import { fileSettings } from './file-settings.js';

const MIB = 1024 * 1024;
const DAY_MS = 86_400_000;

describe('the log file', () => {
  it('is small, and two weeks of it are kept, unless the environment says otherwise', () => {
    expect(fileSettings({})).toEqual({
      directory: './logs',
      rotateBytes: MIB,
      backups: 7,
      maxAgeMs: 14 * DAY_MS,
    });
  });

  it('is as the environment says', () => {
    const env = {
      OLLA_LOG_DIR: '/var/log/olla',
      OLLA_LOG_SIZE_MB: '+5',
      OLLA_LOG_MAX_BACKUPS: '2',
      OLLA_LOG_MAX_AGE_DAYS: '1',
    };
    expect(fileSettings(env)).toEqual({
      directory: '/var/log/olla',
      rotateBytes: 5 * MIB,
      backups: 2,
      maxAgeMs: DAY_MS,
    });
  });

  it.each([
    ['0', 100],
    ['-3', 100],
    ['1.5', 1],
    ['many', 1],
    ['', 1],
  ])('of %j MB is rotated at %i MB', (OLLA_LOG_SIZE_MB, megabytes) => {
    expect(fileSettings({ OLLA_LOG_SIZE_MB }).rotateBytes).toBe(megabytes * MIB);
  });

  it('is never pruned with 0', () => {
    expect(fileSettings({ OLLA_LOG_MAX_BACKUPS: '0', OLLA_LOG_MAX_AGE_DAYS: '0' })).toMatchObject({
      backups: 0,
      maxAgeMs: 0,
    });
  });
});
