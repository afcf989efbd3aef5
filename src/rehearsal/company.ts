import { Injectable } from '@nestjs/common';
import { CreatePerson } from '../people/create-person.js';
import { GrantHat } from '../people/change-hats.js';
import { LoadOrganisations } from '../bodies/load-organisations.js';
import { organisationsCsv } from '../bodies/organisation-file.js';
import { IssueToken } from '../identity/change-tokens.js';
import type { PersonActor, Role, SystemActor } from '../kernel/actor.js';
import type { CommitteeRef } from '../kernel/committee.js';
import { CAST, type CastMember, type Part } from './cast.js';
import { ORGANISATIONS } from './organisations.js';

/** A person of the rehearsal in one part, with a token to play it. */
export interface Player {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly electionId: string | null;
  readonly body: CommitteeRef;
  readonly token: string;
  readonly actor: PersonActor;
}

const SEEDER: SystemActor = { kind: 'system', part: 'oefening' };
const TOKEN_DAYS = 60;

/** The player of a part in an election. Throws when the cast has none: a mistake in the play itself. */
export function playerOf(players: readonly Player[], part: Part, electionId: string | null): Player {
  const found = players.find(
    ({ body, electionId: election }) =>
      body.level === part.level && body.code === part.code && election === electionId,
  );
  if (found === undefined) throw new Error(`nobody plays ${part.level}:${part.code} in ${electionId}`);
  return found;
}

/** Brings the cast to life: the organisations of the map, people, their hats and a token for each hat. */
@Injectable()
export class Company {
  constructor(
    private readonly organisations: LoadOrganisations,
    private readonly createPerson: CreatePerson,
    private readonly grantHat: GrantHat,
    private readonly issueToken: IssueToken,
  ) {}

  /** `electionOf` gives the id of the rehearsal's election of a category. */
  async run(electionOf: (part: Part) => string | null): Promise<readonly Player[]> {
    await this.organisations.run(Buffer.from(organisationsCsv(ORGANISATIONS)), SEEDER);
    const players: Player[] = [];
    for (const member of CAST) players.push(...(await this.enlist(member, electionOf)));
    return players;
  }

  private async enlist(member: CastMember, electionOf: (part: Part) => string | null): Promise<Player[]> {
    const person = await this.createPerson.run(member);
    const players: Player[] = [];
    for (const part of member.parts) {
      const electionId = electionOf(part);
      const body = { level: part.level, code: part.code };
      const granted = { personId: person.id, electionId, body, role: part.role };
      const hatId = await this.grantHat.run(granted, SEEDER);
      const { token } = await this.issueToken.run({ hatId, label: 'Oefening', days: TOKEN_DAYS }, SEEDER);
      const actor: PersonActor = {
        kind: 'person',
        personId: person.id,
        name: person.name,
        hat: { id: hatId, electionId, body, role: part.role },
        origin: { ip: '127.0.0.1', agent: 'oefening' },
        via: { kind: 'program' },
      };
      players.push({ ...granted, name: person.name, token, actor });
    }
    return players;
  }
}
