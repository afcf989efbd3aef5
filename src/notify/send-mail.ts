import { Injectable } from '@nestjs/common';
import path from 'node:path';
import { listReachable, type Reachable } from '../identity/people.store.js';
import { Health } from '../platform/health.js';
import { Database } from '../platform/postgres/database.js';
import { Settings } from '../platform/settings.js';
import { distinct, keyOf } from './dispatch-notices.js';
import type { HeldDispatch, Outcome } from './dispatch.js';
import { FolderLine, ServerLine } from './mail-lines.js';
import { asMail, noticeMail, type MailSite } from './mail-text.js';
import { writeMail, type Letter, type MailLine, type MailTo } from './mail.js';
import { GROUPS, kindOf } from './notice-kinds.js';
import { NoticeStore, type AddedNotice } from './notice.store.js';
import { ReminderLetters } from './reminder-letters.js';
import type { Prepared } from './send-lane.js';

type LetterRow = Pick<HeldDispatch, 'cause' | 'noticeId' | 'addressee'>;

const SENDER = 'Overdrachtsplatform verkiezingen';

/** Writes and sends the mails of rows. */
@Injectable()
export class SendMail {
  private readonly lines = new Map<number, MailLine>();

  constructor(
    private readonly db: Database,
    private readonly notices: NoticeStore,
    private readonly reminders: ReminderLetters,
    private readonly settings: Settings,
    health: Health,
  ) {
    health.tell('mail', () => (this.can ? 'gaat uit' : 'SMTP_URL ontbreekt: mail blijft wachten'));
  }

  /** Whether there is a way for mail: a server, or in an exercise a folder. */
  get can(): boolean {
    return Boolean(this.settings.smtp) || this.settings.mode === 'rehearsal';
  }

  async prepare(rows: readonly HeldDispatch[]): Promise<readonly Prepared[]> {
    const letters = await this.letters(rows);
    return rows.map((row, i) => ({
      row,
      send: (hand, begin) => this.send(row, letters[i] ?? null, hand, begin),
    }));
  }

  /** What each row says now, to the address that its addressee has now. */
  async letters(rows: readonly LetterRow[]): Promise<readonly Letter[]> {
    const reminding = rows.filter(({ cause }) => cause.startsWith('reminder:'));
    const [told, reminded] = await Promise.all([
      this.noticeLetters(rows.filter((row) => !reminding.includes(row))),
      this.reminders.of(reminding, this.site),
    ]);
    const [ofNotices, ofReminders] = [[...told], [...reminded]];
    return rows.map((row) => {
      const letter = (reminding.includes(row) ? ofReminders : ofNotices).shift() ?? null;
      return letter && { to: letter.to, mail: asMail(letter.mail, this.site) };
    });
  }

  private async noticeLetters(rows: readonly LetterRow[]): Promise<readonly Letter[]> {
    const notices = await this.notices.byIds(rows.flatMap(({ noticeId }) => noticeId ?? []));
    const people = await listReachable(this.db.read, distinct(notices.map(({ to }) => to)));
    return rows.map(({ noticeId, addressee }) => {
      const notice = notices.find(({ id }) => id === noticeId);
      const person =
        notice &&
        people.find((one) => `person:${one.personId}` === addressee && keyOf(one) === keyOf(notice.to));
      return notice === undefined || person === undefined ? null : this.letter(notice, person);
    });
  }

  private letter({ id, facts }: AddedNotice, person: Reachable): Letter {
    const { group, subject } = kindOf(facts);
    const own = person.body.level === 'OPERATOR' ? 'de Kiesraad' : 'uw organisatie';
    const to = { name: person.name, bodyName: person.bodyName ?? own };
    const mail = noticeMail({ id, subject, bound: GROUPS[group].bound }, to, this.site);
    return { to: { name: person.name, address: person.email }, mail };
  }

  private get site(): MailSite {
    const { baseUrl, mode, helpdeskPhone } = this.settings;
    return { baseUrl, helpdeskPhone, rehearsal: mode === 'rehearsal' };
  }

  private get from(): MailTo {
    const { mailFrom, baseUrl } = this.settings;
    return { name: SENDER, address: mailFrom ?? `geen-antwoord@${new URL(baseUrl).hostname}` };
  }

  private async send(
    { id }: HeldDispatch,
    letter: Letter,
    hand: number,
    begin: () => Promise<void>,
  ): Promise<Outcome> {
    if (letter === null) return { kind: 'dropped', said: 'niemand meer, of niets meer te zeggen' };
    const written = await writeMail(id, this.from, letter.to, letter.mail);
    if (written === null) return { kind: 'dead', said: 'dit is geen e-mailadres' };
    const answer = await this.line(hand).send(id, written, begin);
    switch (answer.kind) {
      case 'accepted':
        return { kind: 'sent', said: answer.said };
      case 'refused':
        return { kind: 'dead', said: answer.said };
      case 'later':
      case 'noServer':
        return answer;
    }
  }

  private line(hand: number): MailLine {
    const { smtp, varDir } = this.settings;
    const made =
      this.lines.get(hand) ?? (smtp ? new ServerLine(smtp) : new FolderLine(path.join(varDir, 'mail')));
    this.lines.set(hand, made);
    return made;
  }

  close(): void {
    for (const line of this.lines.values()) line.close();
  }
}
