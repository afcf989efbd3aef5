import { spawnSync } from 'node:child_process';

/** What stands between a judge and the rest of the machine, beside its own process and its limits. */
export interface JudgeIsolation {
  /** It sees none of our environment, in which the database's password may stand. */
  readonly emptyEnvironment: true;
  /** It runs as a user of its own. */
  readonly ownUser: boolean;
  /** It has no network. */
  readonly noNetwork: boolean;
}

/** How a judge is started here. */
export interface JudgeStart {
  readonly isolation: JudgeIsolation;
  /** What stands before Node on the command line; empty where nothing may. */
  readonly wrapper: readonly string[];
}

/** Users that exist in no list of users, one per judge, so that none can reach another. */
const FIRST_UID = 61_300;
const UIDS = 128;

let born = 0;

/** The user of the next judge; 0 where we are not root and cannot choose. */
export function nextUid(): number {
  if (process.getuid?.() !== 0) return 0;
  born = (born + 1) % UIDS;
  return FIRST_UID + born;
}

/** What holds for every judge on this machine, in words. */
export function describeIsolation({ ownUser, noNetwork }: JudgeIsolation): string {
  const yes = (holds: boolean) => (holds ? 'ja' : 'nee');
  return `bestanden als open descriptor: ja; lege omgeving: ja; eigen gebruiker: ${yes(ownUser)}; geen netwerk: ${yes(noNetwork)}`;
}

/** Tries what this machine allows. Root needs no new user namespace; another user gets one in which it stays itself. */
export function tryIsolation(): JudgeStart {
  const root = process.getuid?.() === 0;
  const ways = root ? [['unshare', '-n', '--']] : [['unshare', '-c', '-n', '--']];
  const wrapper =
    process.platform !== 'linux'
      ? undefined
      : ways.find(
          ([command, ...args]) => spawnSync(command!, [...args, 'true'], { stdio: 'ignore' }).status === 0,
        );
  return {
    wrapper: wrapper ?? [],
    isolation: { emptyEnvironment: true, ownUser: root, noNetwork: wrapper !== undefined },
  };
}
