import { Module } from '@nestjs/common';
import { AddPeople } from './add-people.js';
import { CreatePerson } from './create-person.js';
import { GrantHat } from './grant-hat.js';
import { IssueToken } from './issue-token.js';
import { ListHats } from './list-hats.js';
import { PageFrame } from './page-frame.js';
import { RecogniseCaller } from './recognise-caller.js';

/** Who somebody is, and what they may touch. */
@Module({
  providers: [AddPeople, CreatePerson, GrantHat, IssueToken, ListHats, PageFrame, RecogniseCaller],
  exports: [AddPeople, CreatePerson, GrantHat, IssueToken, ListHats, PageFrame, RecogniseCaller],
})
export class AccountsModule {}
