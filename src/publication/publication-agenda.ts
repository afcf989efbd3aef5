import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Agenda, type AgendaLine } from '../frame/agenda.js';
import { messageText } from '../routing/words.js';
import { formatTime } from '../web/format-time.js';
import { WATCHERS } from './publication-input.js';
import { ShowUnpublished, type ShownUnpublished } from './show-unpublished.js';
import { PUBLISH_PATH, publishPath } from './words.js';

/** What a body still has to make public, and for the Kiesraad how many files of others are not yet. */
@Injectable()
export class PublicationAgenda implements OnModuleInit {
  constructor(
    private readonly agenda: Agenda,
    private readonly unpublished: ShowUnpublished,
  ) {}

  onModuleInit(): void {
    this.agenda.add(async (wearer) => {
      if (!WATCHERS.levels.includes(wearer.hat.body.level)) return [];
      const shown = await this.unpublished.run(wearer);
      return shown.waiting.length === 0 ? [] : [lineOf(shown)];
    });
  }
}

function lineOf({ waiting, all, allowed, from }: ShownUnpublished): AgendaLine {
  const [first] = waiting;
  const what = waiting.length > 1 ? `${waiting.length} bestanden` : messageText(first!.file.message);
  const list = { href: PUBLISH_PATH, label: 'Bekijk wat nog niet openbaar is' };
  if (all)
    return {
      ...{ urgency: 'waiting', title: `Geleverd en nog niet openbaar: ${what}`, link: list, when: null },
      text: 'De burgemeesters en stembureaus maken dit openbaar. U ziet wat wacht, en sinds wanneer.',
    };
  if (!allowed)
    return {
      ...{ urgency: 'waiting', title: `Later openbaar: ${what}`, link: list },
      text: 'Dit mag pas openbaar worden als in alle lidstaten de stembureaus zijn gesloten.',
      when: from === null ? null : `vanaf ${formatTime(from)}`,
    };
  const one = { href: publishPath(first!.id ?? ''), label: 'Maak het openbaar' };
  return {
    ...{ urgency: 'todo', title: `Maak openbaar: ${what}`, when: 'zo snel mogelijk' },
    text: `De wet vraagt u dat meteen te doen (Kieswet ${first!.publisher.law}).`,
    link: waiting.length > 1 ? list : one,
  };
}
